import type { Address } from 'viem'
import { safeAbi } from '@/lib/core/abi/safe-abi'
import { decodeAccepted } from '@/lib/core/calldata/decode-accepted'
import type { Call } from '@/lib/core/chain/call'
import { readBatch } from '@/lib/core/patch/read-batch'

/** The calls that a Safe makes in a transaction which calls its `execTransaction`; none for any other transaction. */
export function callsOfSafe(
  { target: safe, data }: Call,
  chainId: number,
): (Call & { readonly from: Address })[] {
  const decoded = decodeAccepted({ abi: safeAbi, data })
  if (decoded?.functionName !== 'execTransaction') return []
  const [target, value, inner, operation] = decoded.args
  const call = { target, value, data: inner }
  const calls =
    operation === 0
      ? [call]
      : readBatch({ safe: { chainId, address: safe }, operation: 'delegatecall', ...call })
  return (calls ?? []).map((each) => ({ ...each, from: safe }))
}
