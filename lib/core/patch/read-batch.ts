import { isAddressEqual, zeroAddress } from 'viem'
import { multiSendAbi } from '@/lib/core/abi/multi-send-abi'
import { decodeCanonical } from '@/lib/core/calldata/decode-canonical'
import { decodeMultiSend } from '@/lib/core/calldata/multi-send'
import type { Call } from '@/lib/core/chain/call'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import { trustedMultiSends } from '@/lib/core/safe/trusted-multi-sends'

/** More calls than anybody reads before signing. */
const mostCalls = 256

/**
 * The calls that a Safe transaction makes through a published MultiSend. Since 1.5.0 a call to the zero address goes to
 * the Safe itself, so that is what stands here.
 *
 * @returns undefined where it is no such delegatecall, where its bytes cannot be read to the end, and where a
 * delegatecall is among them. Code at the same address on another chain may be another: signing checks that.
 * @see https://github.com/safe-global/safe-smart-account/blob/v1.5.0/contracts/libraries/MultiSendCallOnly.sol
 */
export function readBatch({
  safe,
  operation,
  target,
  data,
}: Pick<SafeTransaction, 'safe' | 'operation' | 'target' | 'data'>): readonly Call[] | undefined {
  const multiSend = trustedMultiSends.find(({ address }) => isAddressEqual(address, target))
  if (operation !== 'delegatecall' || !multiSend) return undefined
  const decoded = decodeCanonical({ abi: multiSendAbi, data })
  if (!decoded) return undefined
  const { calls, problem } = decodeMultiSend(decoded.args[0], mostCalls)
  const plain = calls.every((call) => call.operation === 'call')
  if (problem !== undefined || !plain || calls.length === 0) return undefined
  const toSelf = (call: Call) =>
    multiSend.version === '1.5.0' && isAddressEqual(call.target, zeroAddress)
  return calls.map((call) => ({
    target: toSelf(call) ? safe.address : call.target,
    value: call.value,
    data: call.data,
  }))
}
