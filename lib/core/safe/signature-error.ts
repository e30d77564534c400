import { type Address, type Hex, size } from 'viem'
import { BaseError, type ErrorFact } from '@/lib/core/error/base-error'

/** What is wrong with a signature, for code that has to tell the cases apart. */
export type InvalidSignatureReason =
  | 'length'
  | 'too-many'
  | 'v'
  | 'r'
  | 's'
  | 'high-s'
  | 'unrecoverable'
  | 'signer'
  | 'offset'
  | 'contract-length'
  | 'unclaimed-bytes'

/** Bytes that are no Safe signature, or one that we refuse. `index` counts the concatenated signatures from 0. */
export class InvalidSignatureError extends BaseError {
  override name = 'InvalidSignatureError'
  readonly reason: InvalidSignatureReason

  constructor(
    reason: InvalidSignatureReason,
    shortMessage: string,
    parameters: {
      readonly index?: number | undefined
      readonly facts?: readonly ErrorFact[] | undefined
      readonly hint?: string | undefined
      readonly cause?: unknown
    } = {},
  ) {
    const { index, facts = [], hint, cause } = parameters
    const where: ErrorFact[] = index === undefined ? [] : [['Signature', `number ${index + 1}`]]
    super(shortMessage, { facts: [...where, ...facts], hint, cause })
    this.reason = reason
  }
}

/** Two signatures of one owner: a Safe counts an owner once and reverts (GS026). */
export class DuplicateSignerError extends BaseError {
  override name = 'DuplicateSignerError'
  readonly signer: Address

  constructor(signer: Address) {
    super('Two signatures are by the same signer.', {
      facts: [['Signer', signer]],
      hint: 'Keep one signature of each owner.',
    })
    this.signer = signer
  }
}

/** The byte length of a hex string in words, for the facts of an error. */
export function bytesOf(data: Hex): string {
  const length = size(data)
  return `${length} byte${length === 1 ? '' : 's'}`
}
