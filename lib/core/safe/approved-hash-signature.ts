import { type Address, concat, getAddress, type Hex, pad } from 'viem'
import type { SafeSignature } from './signature'

/**
 * The signature of an owner who approved the hash on chain with `approveHash`, or who will send `execTransaction`:
 * the owner's address padded to 32 bytes, 32 bytes the Safe ignores, and v = 1.
 */
export function approvedHashSignature(owner: Address): SafeSignature {
  return { kind: 'approved-hash', signer: getAddress(owner), data: approvedHashBytes(owner) }
}

function approvedHashBytes(owner: Address): Hex {
  return concat([pad(owner, { size: 32 }), pad('0x', { size: 32 }), '0x01']).toLowerCase() as Hex
}
