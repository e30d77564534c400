import * as z from 'zod/mini'
import { wireStanding } from '@/lib/core/api/operation-answers'
import { wireAddress, wireHash } from '@/lib/core/api/wire-values'

/** What is looked for. */
export const findQuery = z.strictObject({
  q: z
    .string()
    .check(
      z.minLength(1),
      z.maxLength(1_000, 'Longer than 1,000 characters.'),
      z.describe(
        'Words of a title, or a patch digest, operation id, safeTxHash, or the address of a Safe, timelock or proxy.',
      ),
    ),
})

const page = z.string().check(z.describe('Its address on this site.'))

/** What was found, in one of its members; `problem` where it is in none. */
export const findAnswer = z.strictObject({
  page: z.optional(z.string().check(z.describe('The one page that it names.'))),
  patches: z
    .array(z.strictObject({ key: wireHash, title: z.string(), page }))
    .check(z.describe('Titled like that, in the words of their proposers; at most 20.')),
  operations: z
    .array(
      z.strictObject({
        timelock: z.strictObject({ chainId: z.int(), address: wireAddress }),
        id: wireHash,
        standing: wireStanding,
        page,
      }),
    )
    .check(z.describe('Of several timelocks, with the same id.')),
  candidates: z
    .array(z.strictObject({ chain: z.string(), page }))
    .check(z.describe('Chains on which the address can be looked at as a timelock.')),
  problem: z.optional(z.string().check(z.describe('Why nothing was found.'))),
})
