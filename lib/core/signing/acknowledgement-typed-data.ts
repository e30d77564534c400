import { type Hash, hashTypedData } from 'viem'
import type { AcknowledgementContent } from './acknowledgement'

/**
 * The EIP-712 typed data that an owner's wallet signs and shows. Its domain names the Safe and the chain, and another type
 * than any Safe signs: it can never pass for a signature of a transaction.
 */
export function acknowledgementTypedData(content: AcknowledgementContent) {
  const { safe, patch, check, subject, finding, reason, signer } = content
  return {
    domain: {
      name: 'Suture',
      version: '1',
      chainId: safe.chainId,
      verifyingContract: safe.address,
    },
    types: {
      Acknowledgement: [
        { name: 'patch', type: 'bytes32' },
        { name: 'check', type: 'string' },
        { name: 'subject', type: 'string' },
        { name: 'finding', type: 'bytes32' },
        { name: 'reason', type: 'string' },
        { name: 'signer', type: 'address' },
      ],
    },
    primaryType: 'Acknowledgement',
    message: { patch, check, subject, finding, reason, signer },
  } as const
}

/** What is signed: the EIP-712 hash of the typed data. */
export function hashAcknowledgement(content: AcknowledgementContent): Hash {
  return hashTypedData(acknowledgementTypedData(content))
}
