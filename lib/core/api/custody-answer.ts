import * as z from 'zod/mini'
import { wirePosition } from '@/lib/core/api/wire-position'
import { wireAddress, wireHash, wireKnown } from '@/lib/core/api/wire-values'

/** How one hand, or all of them together, left what it was given. */
export const custodyVerdict = z
  .enum(['pass', 'fail', 'unknown', 'todo'])
  .check(
    z.describe('todo: it has not happened. unknown: it has, or should have, and was not seen.'),
  )

/** What is told of each hand through which an operation went, beside its name. */
export const custodyStep = {
  verdict: custodyVerdict,
  detail: z.string().check(z.describe('Why, in a sentence.')),
  operationId: z.optional(wireHash.check(z.describe('To which the bytes of this very step hash.'))),
  at: z.optional(wirePosition),
  codes: z
    .array(
      z.strictObject({
        address: wireAddress,
        codeHash: wireKnown(wireHash),
        verdict: custodyVerdict,
      }),
    )
    .check(z.describe('Of what upgrades bring in, as it stood then.')),
}
