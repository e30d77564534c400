import type { Client } from 'viem'
import { readApprovedHash } from '@/lib/adapters/rpc/read-approved-hash'
import { readContractSignature } from '@/lib/adapters/rpc/read-contract-signature'
import { readKnown } from '@/lib/adapters/rpc/read-known'
import type { Known } from '@/lib/core/chain/snapshot'
import { asksForHash } from '@/lib/core/safe/asks-for-hash'
import type { SafeTransactionHashes } from '@/lib/core/safe/hash-safe-transaction'
import type { SafeState } from '@/lib/core/safe/safe-state'
import type { ProvenClaim, SignatureClaim } from '@/lib/core/signing/ledger/signature-claim'

/** Asks the chain for what no signature proves by itself: approvals, and what contracts say of theirs. Never throws. */
export function proveClaims(
  client: Client,
  parameters: {
    safe: Pick<SafeState, 'safe' | 'version'>
    hashes: SafeTransactionHashes
    claims: readonly SignatureClaim[]
  },
): Promise<ProvenClaim[]> {
  const { safe, hashes, claims } = parameters
  return Promise.all(
    claims.map(async (claim) => ({
      ...claim,
      proof: await prove(client, { safe, hashes, claim }),
    })),
  )
}

async function prove(
  client: Client,
  parameters: {
    safe: Pick<SafeState, 'safe' | 'version'>
    hashes: SafeTransactionHashes
    claim: SignatureClaim
  },
): Promise<Known<boolean>> {
  const { safe, hashes, claim } = parameters
  if ('problem' in claim) return { known: true, value: false }
  const { owner, signature } = claim
  const { safeTxHash, preimage } = hashes
  switch (signature.kind) {
    case 'eip712':
    case 'eth-sign':
      return { known: true, value: true }
    case 'approved-hash':
      return await readKnown(
        `the approval of ${owner}`,
        readApprovedHash(client, { safe: safe.safe, owner, safeTxHash }),
      )
    case 'contract':
      return await readKnown(
        `isValidSignature of ${owner}`,
        readContractSignature(client, {
          chainId: safe.safe.chainId,
          signer: owner,
          hash: safeTxHash,
          preimage,
          signature: signature.data,
          form: asksForHash(safe.version) ? 'bytes32' : 'bytes',
        }),
      )
  }
}
