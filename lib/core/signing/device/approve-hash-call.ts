import { encodeFunctionData, type Hash } from 'viem'
import { safeAbi } from '@/lib/core/abi/safe-abi'
import type { Call } from '@/lib/core/chain/call'
import type { ChainAddress } from '@/lib/core/chain/chain-address'

/** The call by which an owner confirms on chain instead of by a signature. */
export function approveHashCall({
  safe,
  safeTxHash,
}: {
  safe: ChainAddress
  safeTxHash: Hash
}): Call {
  const data = encodeFunctionData({ abi: safeAbi, functionName: 'approveHash', args: [safeTxHash] })
  return { target: safe.address, value: 0n, data }
}
