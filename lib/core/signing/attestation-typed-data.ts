import { type Hash, hashTypedData } from 'viem'
import type { AttestationContent } from './attestation'

/**
 * The EIP-712 typed data that a reviewer's wallet signs and shows. Its domain names the timelock and the chain, and another
 * type than any Safe or timelock signs: it can never pass for a signature of a transaction.
 */
export function attestationTypedData(content: AttestationContent) {
  const { timelock, operation, report, verdict, note, signer } = content
  return {
    domain: {
      name: 'Suture',
      version: '1',
      chainId: timelock.chainId,
      verifyingContract: timelock.address,
    },
    types: {
      Attestation: [
        { name: 'operation', type: 'bytes32' },
        { name: 'reproducedReport', type: 'bytes32' },
        { name: 'verdict', type: 'string' },
        { name: 'note', type: 'string' },
        { name: 'reviewer', type: 'address' },
      ],
    },
    primaryType: 'Attestation',
    message: { operation, reproducedReport: report, verdict, note, reviewer: signer },
  } as const
}

/** What is signed: the EIP-712 hash of the typed data. */
export function hashAttestation(content: AttestationContent): Hash {
  return hashTypedData(attestationTypedData(content))
}
