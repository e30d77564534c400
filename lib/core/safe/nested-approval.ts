import { type Address, encodeFunctionData, type Hash } from 'viem'
import { safeAbi } from '@/lib/core/abi/safe-abi'
import { decodeCanonical } from '@/lib/core/calldata/decode-canonical'
import type { Call } from '@/lib/core/chain/call'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { asksForHash } from './asks-for-hash'
import { hashSafeMessage } from './hash-safe-message'
import { hashSafeTransaction } from './hash-safe-transaction'
import type { SafeState } from './safe-state'
import type { SafeTransaction } from './safe-transaction'

/** The call by which a Safe that owns another one approves a transaction of it, on chain. */
export function approvalCall(parent: ChainAddress, safeTxHash: Hash): Call {
  const data = encodeFunctionData({ abi: safeAbi, functionName: 'approveHash', args: [safeTxHash] })
  return { target: parent.address, value: 0n, data }
}

/**
 * What a Safe transaction approves at another Safe, from its calldata and nothing else.
 *
 * @returns undefined where it does anything but that: sends ether along, runs foreign code, or calls something else.
 */
export function readApproval({
  target,
  value,
  data,
  operation,
}: Pick<SafeTransaction, 'target' | 'value' | 'data' | 'operation'>):
  | { readonly safe: Address; readonly safeTxHash: Hash }
  | undefined {
  if (operation !== 'call' || value !== 0n) return undefined
  const decoded = decodeCanonical({ abi: safeAbi, data })
  if (decoded?.functionName !== 'approveHash') return undefined
  const [safeTxHash] = decoded.args as readonly [Hash]
  return { safe: target, safeTxHash }
}

/** What the owners of one nested Safe sign where it confirms by EIP-1271 instead of a transaction. */
export type NestedMessage = { readonly safe: ChainAddress; readonly messageHash: Hash }

/**
 * The hashes that each Safe on the way down signs, where nested Safes confirm by EIP-1271: each signs a SafeMessage over what the
 * one above it asks for, its preimage before 1.5.0 and its hash since.
 *
 * @param parameters.path The nested Safes, the one that owns the transaction's Safe first.
 * @throws UnknownSafeVersionError
 * @see https://github.com/safe-global/safe-smart-account/blob/v1.4.1/contracts/handler/CompatibilityFallbackHandler.sol
 */
export function nestedMessages(parameters: {
  readonly transaction: SafeTransaction
  readonly version: string
  readonly path: readonly Pick<SafeState, 'safe' | 'version'>[]
}): NestedMessage[] {
  const { transaction, version, path } = parameters
  const { safeTxHash, preimage } = hashSafeTransaction({ transaction, version })
  let message = asksForHash(version) ? safeTxHash : preimage
  return path.map((each) => {
    const hashes = hashSafeMessage({ safe: each.safe, version: each.version, message })
    message = asksForHash(each.version) ? hashes.messageHash : hashes.preimage
    return { safe: each.safe, messageHash: hashes.messageHash }
  })
}
