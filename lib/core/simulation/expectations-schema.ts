import * as z from 'zod/mini'
import { bytesField, hashField } from '@/lib/core/chain/wire-fields'

const mostEntries = 100
const text = (maximum: number) =>
  z
    .string()
    .check(
      z.minLength(1, 'Must not be empty.'),
      z.maxLength(maximum, `Longer than ${maximum} characters.`),
    )
const name = text(80)
const reference = text(120)
const expression = text(400)
const list = <T extends z.core.$ZodType>(entry: T) =>
  z.array(entry).check(z.maxLength(mostEntries, `More than ${mostEntries} entries.`))

/** Behaviours of past transactions that are meant to change, as they are written. */
export const changesSchema = list(
  z.strictObject({
    reason: text(2_000).check(
      z.refine((value) => !/\p{Surrogate}/u.test(value), 'Holds half of a character.'),
    ),
    selector: z.optional(bytesField(4)),
    reverts: z.optional(z.strictObject({ newly: z.boolean(), data: bytesField(256) })),
    events: z.optional(list(hashField)),
  }),
)

/** The declared expectations as they are written, in the configuration and in a report. */
export const expectationsSchema = z.strictObject({
  invariants: z.optional(
    list(
      z.strictObject({
        name,
        view: expression,
        is: z.enum(['==', '!=', '<', '<=', '>', '>=', 'unchanged']),
        to: z.optional(expression),
      }),
    ),
  ),
  journeys: z.optional(
    list(
      z.strictObject({
        name,
        as: reference,
        token: z.optional(reference),
        approvals: z.optional(list(z.strictObject({ token: reference, spender: reference }))),
        steps: list(
          z.strictObject({
            call: expression,
            as: z.optional(reference),
            value: z.optional(
              z.string().check(z.regex(/^(?:0|[1-9]\d{0,77})$/, 'Expected wei in decimal digits.')),
            ),
          }),
        ).check(z.minLength(1, 'A journey has at least one step.')),
      }),
    ),
  ),
  prices: z.optional(
    list(
      z.strictObject({
        name,
        view: expression,
        decimals: expression,
        maxChangeBps: z.int().check(z.nonnegative('Basis points, from 0 on.')),
        reference: z.optional(expression),
      }),
    ),
  ),
  pairs: z.optional(
    list(
      z.strictObject({
        name,
        rule: z.enum(['equal', 'ratio', 'decimals', 'together']),
        left: expression,
        right: expression,
        min: z.optional(text(40)),
        max: z.optional(text(40)),
      }),
    ),
  ),
  consumers: z.optional(
    list(
      z.strictObject({
        consumers: list(reference).check(z.minLength(1, 'Name at least one consumer.')),
        calls: list(expression).check(z.minLength(1, 'Name at least one call.')),
        each: z.optional(list(reference)),
      }),
    ),
  ),
  writes: z.optional(list(z.strictObject({ contract: reference, path: text(200) }))),
  changes: z.optional(changesSchema),
})
