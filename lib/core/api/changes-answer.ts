import * as z from 'zod/mini'
import { sourceDiffAnswer } from '@/lib/core/api/source-diff-answer'
import { wireAddress, wireHash, wireInteger, wireKnown } from '@/lib/core/api/wire-values'

const safety = z
  .enum(['safe', 'review', 'undetermined', 'unsafe'])
  .check(
    z.describe(
      'review: only people know whether it was meant. undetermined: the layouts do not say enough. unsafe: bytes are read as something that was not written as it.',
    ),
  )

const cell = z.optional(
  z.strictObject({
    path: z.string(),
    type: z.string().check(z.describe('Its id in its layout.')),
    typeLabel: z.string(),
    start: wireInteger('32 × slot and the offset from the low end'),
    bytes: wireInteger('Bytes'),
    gap: z.boolean(),
  }),
)

const read = z.optional(
  z.strictObject({
    type: z.string(),
    text: z.string(),
    sound: z.boolean(),
    raw: wireInteger('Its bytes as a number'),
  }),
)

const abiEntries = z.array(
  z.strictObject({
    key: z
      .string()
      .check(z.describe('The selector of a function or error, the topic of an event.')),
    signature: z.string(),
    change: z.enum(['added', 'removed', 'changed', 'unchanged']),
    from: z.optional(abiItem()),
    to: z.optional(abiItem()),
    changes: z.array(z.string()),
  }),
)

/** What the upgrades of a report change. */
export const changesAnswer = z.strictObject({
  isForeign: z
    .boolean()
    .check(
      z.describe('It was brought in from another instance, and nobody here has made it again.'),
    ),
  upgrades: z.array(
    z.strictObject({
      name: z.string().check(z.describe('As findings name it in their subject.')),
      proxies: z.array(wireAddress),
      sources: wireKnown(sourceDiffAnswer),
      storage: wireKnown(
        z.strictObject({
          rows: z.array(
            z.strictObject({
              change: z.enum([
                'unchanged',
                'renamed',
                'retyped',
                'resized',
                'moved',
                'inserted',
                'appended',
                'removed',
                'gap-consumed',
                'gap-missized',
              ]),
              safety,
              from: cell,
              to: cell,
              reason: z.string(),
              element: z.boolean(),
            }),
          ),
          safety,
        }),
      ),
      readings: wireKnown(
        z.array(
          z.strictObject({
            proxy: z.optional(wireAddress),
            readings: z.array(
              z.strictObject({
                path: z.string(),
                slot: wireInteger('A slot'),
                offset: z.optional(z.int()),
                word: wireHash,
                before: read,
                after: read,
              }),
            ),
          }),
        ),
      ).check(z.describe('The same words of storage as the old and as the new code reads them.')),
      abi: wireKnown(
        z.strictObject({
          functions: abiEntries,
          events: abiEntries,
          errors: abiEntries,
          unmatched: z
            .array(z.string())
            .check(z.describe('What answers calls that no selector matches, where it changed.')),
        }),
      ),
      clashes: wireKnown(
        z.array(
          z.strictObject({
            selector: z.string(),
            kind: z.enum(['collision', 'shadowed']),
            proxy: z.string(),
            implementation: z.string(),
          }),
        ),
      ).check(z.describe('Selectors that the proxy answers before the new code sees them.')),
    }),
  ),
})

/** As the compiler writes it. */
function abiItem() {
  return z
    .looseObject({ type: z.string() })
    .check(z.describe('Of the ABI, as the compiler has it.'))
}
