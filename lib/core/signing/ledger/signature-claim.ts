import type { Address, Hash, Hex } from 'viem'
import type { Known } from '@/lib/core/chain/snapshot'
import { BaseError } from '@/lib/core/error/base-error'
import { parseSignatures } from '@/lib/core/safe/parse-signatures'
import type { Confirmation } from '@/lib/core/safe/proposed-transaction'
import type { SafeSignature } from '@/lib/core/safe/signature'

/** A stored signature as it was recovered here. An approval and a contract's signature are the chain's to prove. */
export type SignatureClaim = {
  /** Whose it is said to be. */
  readonly owner: Address
} & ({ readonly signature: SafeSignature } | { readonly problem: string })

/** A claim with what the chain says of it; recovered signatures need no proof of it. */
export type ProvenClaim = SignatureClaim & { readonly proof: Known<boolean> }

/** Reads and recovers one signature that a service keeps for an owner. */
export async function readClaim(parameters: {
  readonly owner: Address
  readonly bytes: Hex
  readonly safeTxHash: Hash
}): Promise<SignatureClaim> {
  const { owner, bytes, safeTxHash } = parameters
  try {
    const [signature, ...more] = await parseSignatures({ signatures: bytes, safeTxHash })
    if (!signature || more.length > 0) return { owner, problem: 'It is not exactly one signature.' }
    return { owner, signature }
  } catch (error) {
    if (error instanceof BaseError) return { owner, problem: error.shortMessage }
    throw error
  }
}

/** The same of a confirmation that a page shows, whoever said that it was recovered before. */
export async function reclaim(
  { owner, signature }: Confirmation,
  safeTxHash: Hash,
): Promise<SignatureClaim> {
  if (signature.kind === 'contract') return { owner, signature }
  return await readClaim({ owner, bytes: signature.data, safeTxHash })
}

/** Each once: the page and the service tell of the same ones. */
export function distinctClaims(claims: readonly SignatureClaim[]): SignatureClaim[] {
  const keyOf = (claim: SignatureClaim) =>
    'problem' in claim
      ? [claim.owner, claim.problem]
      : [claim.owner, claim.signature.kind, claim.signature.signer, claim.signature.data]
  return [...new Map(claims.map((claim) => [keyOf(claim).join(' '), claim])).values()]
}
