import * as z from 'zod/mini'
import { wireAddress, wireHash, wireInteger, wireSeconds } from '@/lib/core/api/wire-values'
import { attestationSchema } from '@/lib/core/signing/attestation-document'

/** What reviewers have signed. */
export const attestationsAnswer = z.strictObject({
  attestations: z.array(
    z.strictObject({
      attestation: attestationSchema,
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
