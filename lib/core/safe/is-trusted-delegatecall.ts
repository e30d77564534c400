import { type Address, decodeFunctionData, type Hash, type Hex, isAddressEqual } from 'viem'
import { multiSendAbi } from '@/lib/core/abi/multi-send-abi'
import { decodeMultiSend } from '@/lib/core/calldata/multi-send'
import { trustedMultiSends } from './trusted-multi-sends'

/**
 * Whether a delegatecall of the Safe runs code that is known to keep the Safe as it is: a published MultiSendCallOnly,
 * by address and by code hash. Any other code can replace the Safe itself, as at Bybit.
 *
 * The older MultiSend passes delegatecalls on, so it is trusted only with `data` that can be read to the end and has
 * none.
 *
 * @param parameters.to The target of the delegatecall.
 * @param parameters.codeHash keccak256 of the code there; undefined where it could not be read, which is no trust.
 * @param parameters.data The calldata of the delegatecall.
 */
export function isTrustedDelegatecall(parameters: {
  readonly to: Address
  readonly codeHash: Hash | undefined
  readonly data?: Hex | undefined
}): boolean {
  const { to, codeHash, data } = parameters
  const known = trustedMultiSends.find(
    (candidate) =>
      candidate.codeHash === codeHash?.toLowerCase() && isAddressEqual(candidate.address, to),
  )
  if (!known) return false
  return known.name === 'MultiSendCallOnly' || (data !== undefined && onlyCalls(data))
}

function onlyCalls(data: Hex): boolean {
  try {
    const [transactions] = decodeFunctionData({ abi: multiSendAbi, data }).args
    const { calls, problem } = decodeMultiSend(transactions)
    return problem === undefined && calls.every(({ operation }) => operation === 'call')
  } catch {
    // What cannot be decoded cannot be trusted.
    return false
  }
}
