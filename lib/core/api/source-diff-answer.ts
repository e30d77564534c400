import * as z from 'zod/mini'
import { wireHash } from '@/lib/core/api/wire-values'

const lineRange = z.tuple([z.int(), z.int()])

const words = z
  .array(z.strictObject({ text: z.string(), changed: z.boolean() }))
  .check(z.describe('The line, in runs of words.'))

/** What differs between the sources of two versions. */
export const sourceDiffAnswer = z.strictObject({
  files: z.array(
    z.strictObject({
      path: z.string(),
      renamedFrom: z.optional(z.string()),
      change: z.enum(['added', 'removed', 'changed', 'renamed', 'same']),
      fromHash: z.optional(wireHash.check(z.describe('keccak256 of the old text.'))),
      toHash: z.optional(wireHash),
      lines: z.int(),
      linesAdded: z.int(),
      linesRemoved: z.int(),
      commentsOnly: z.boolean(),
      lastLineFeed: z.optional(z.enum(['added', 'removed'])),
      hiddenCharacters: z
        .array(z.strictObject({ line: z.int(), codePoint: z.string() }))
        .check(z.describe('Of the new text: what can make it read otherwise than it compiles.')),
      coarse: z.boolean().check(z.describe('The hunks are larger than need be.')),
      linesOmitted: z.int().check(z.describe('Changed lines that no hunk holds.')),
      hunks: z.array(
        z.strictObject({
          from: z.int(),
          to: z.int(),
          lines: z.array(
            z.discriminatedUnion('kind', [
              z.strictObject({
                kind: z.literal('same'),
                from: z.int(),
                to: z.int(),
                text: z.string(),
              }),
              z.strictObject({ kind: z.literal('removed'), from: z.int(), words }),
              z.strictObject({ kind: z.literal('added'), to: z.int(), words }),
            ]),
          ),
        }),
      ),
    }),
  ),
  moved: z.array(
    z.strictObject({
      fromPath: z.string(),
      fromLines: lineRange,
      toPath: z.string(),
      toLines: lineRange,
    }),
  ),
})
