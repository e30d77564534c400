import * as z from 'zod/mini'
import { wireAddress, wireHash, wireInteger, wireSeconds } from '@/lib/core/api/wire-values'

/** What reviewers have signed. */
export const attestationsAnswer = z.strictObject({
  attestations: z.array(
    z.strictObject({
      attestation: z.looseObject({}),
      submittedAt: wireSeconds,
      checkedBlock: z.optional(wireInteger('A block number')),
    }),
  ),
})

/** What a reviewer has signed is kept. */
export const savedAttestationAnswer = z.strictObject({
  hash: wireHash,
  signer: wireAddress,
  verdict: z.string(),
})
