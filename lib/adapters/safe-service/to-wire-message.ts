import type { Address, Hash } from 'viem'
import { encodeSignatures } from '@/lib/core/safe/encode-signatures'
import type { ConfirmationRecord } from '@/lib/core/safe/transaction-record'
import { toWireSignature } from './to-wire-transaction'

type Message = {
  readonly safe: Address
  readonly messageHash: Hash
  /** JSON of the text or of the EIP-712 object. */
  readonly message: string
  readonly proposedBy: Address
  readonly safeAppId: number | undefined
  readonly origin: string
  readonly createdAt: Date
  readonly modified: Date
  readonly confirmations: readonly Omit<ConfirmationRecord, 'transactionHash'>[]
}

/** @param threshold From how many signatures on the Safe accepts the message. */
export function toWireMessage(message: Message, { threshold }: { threshold: number }) {
  const { confirmations } = message
  const prepared = encodeSignatures(confirmations.map(({ signature }) => signature))
  return {
    created: message.createdAt.toISOString(),
    modified: message.modified.toISOString(),
    safe: message.safe,
    messageHash: message.messageHash,
    message: JSON.parse(message.message) as unknown,
    proposedBy: message.proposedBy,
    safeAppId: message.safeAppId ?? null,
    confirmations: confirmations.map(({ owner, signature, submittedAt }) => ({
      created: submittedAt.toISOString(),
      modified: submittedAt.toISOString(),
      owner,
      ...toWireSignature(signature),
    })),
    preparedSignature: confirmations.length > 0 ? prepared : null,
    // What `isValidSignature` of the Safe takes, once it would say yes.
    preparedSignatureEip1271: threshold > 0 && confirmations.length >= threshold ? prepared : null,
    origin: message.origin || '{}',
  }
}
