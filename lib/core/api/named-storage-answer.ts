import * as z from 'zod/mini'
import { wireAddress, wireHash } from '@/lib/core/api/wire-values'

const side = z.optional(
  z.strictObject({
    text: z.string(),
    sound: z.boolean().check(z.describe('Whether its type can hold this at all.')),
  }),
)

/** What the words of storage mean in which old and new code end apart. */
export const namedStorageAnswer = z.strictObject({
  words: z.array(
    z.strictObject({
      transaction: wireHash,
      address: wireAddress,
      slot: wireHash,
      before: wireHash.check(z.describe('What the old code leaves there.')),
      after: wireHash.check(z.describe('What the new code leaves there.')),
      variables: z
        .array(
          z.strictObject({
            path: z.string(),
            type: z.string(),
            origin: z.enum(['sources', 'standard']),
            before: side,
            after: side,
          }),
        )
        .check(z.describe('Those that differ; empty where it could not be decoded.')),
      problem: z.optional(z.string().check(z.describe('Why it could not be decoded.'))),
    }),
  ),
})
