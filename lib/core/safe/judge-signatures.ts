import { type Address, type Hash, type Hex, isAddressEqual } from 'viem'
import { BaseError } from '@/lib/core/error/base-error'
import { parseSignatures } from './parse-signatures'
import type { SafeSignature } from './signature'

/**
 * One signature that was handed over. `counts`: recovered to an owner. `claimed`: it names an owner who approved on chain or
 * signs by contract, which only the chain can confirm. `refused`: it does not count, and why.
 */
export type JudgedSignature =
  | { readonly verdict: 'counts' | 'claimed'; readonly signature: SafeSignature }
  | {
      readonly verdict: 'refused'
      readonly bytes: Hex
      readonly signer: Address | undefined
      readonly reason: string
    }

export type JudgeSignaturesParameters = {
  /** One signature each. */
  readonly signatures: readonly Hex[]
  /** Computed here. */
  readonly safeTxHash: Hash
  /** Of the Safe now, as read from the chain. */
  readonly owners: readonly Address[]
}

/**
 * Judges each signature by itself, so that a bad one does not take the good ones with it. A second signature of one owner is
 * refused: a Safe counts an owner once.
 */
export async function judgeSignatures({
  signatures,
  safeTxHash,
  owners,
}: JudgeSignaturesParameters): Promise<JudgedSignature[]> {
  const judged: JudgedSignature[] = []
  for (const bytes of signatures) {
    const one = await judge(bytes, safeTxHash, owners)
    const isSecond =
      one.verdict !== 'refused' &&
      judged.some(
        (each) =>
          each.verdict !== 'refused' && isAddressEqual(each.signature.signer, one.signature.signer),
      )
    judged.push(
      isSecond ? refuse(bytes, one.signature.signer, 'a second signature of this owner') : one,
    )
  }
  return judged
}

async function judge(
  bytes: Hex,
  safeTxHash: Hash,
  owners: readonly Address[],
): Promise<JudgedSignature> {
  try {
    const [signature, ...more] = await parseSignatures({ signatures: bytes, safeTxHash })
    if (!signature || more.length > 0) return refuse(bytes, undefined, 'not exactly one signature')
    const { signer, kind } = signature
    if (!owners.some((owner) => isAddressEqual(owner, signer))) {
      return refuse(bytes, signer, 'no owner of the Safe, or signed for another transaction')
    }
    const isRecovered = kind === 'eip712' || kind === 'eth-sign'
    return { verdict: isRecovered ? 'counts' : 'claimed', signature }
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    return refuse(bytes, undefined, error.shortMessage)
  }
}

function refuse(bytes: Hex, signer: Address | undefined, reason: string): JudgedSignature {
  return { verdict: 'refused', bytes, signer, reason }
}
