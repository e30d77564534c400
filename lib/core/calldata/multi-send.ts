import { concatHex, encodeFunctionData, encodePacked, getAddress, type Hex, size } from 'viem'
import { multiSendAbi } from '@/lib/core/abi/multi-send-abi'
import type { Call } from '@/lib/core/chain/call'

/** One transaction of a MultiSend. The contract runs each as `operation` says, from the Safe itself. */
export type MultiSendCall = Call & { readonly operation: 'call' | 'delegatecall' }

/** operation (1) + to (20) + value (32) + length of data (32), in bytes. */
const headSize = 85

/**
 * The calldata of `multiSend`: each transaction packed as operation, to, value, length of data, data.
 *
 * @internal Batches are read here and never made; tests make them to be read.
 * @see https://github.com/safe-global/safe-smart-account/blob/v1.4.1/contracts/libraries/MultiSend.sol
 */
export function encodeMultiSend(calls: readonly MultiSendCall[]): Hex {
  const packed = calls.map(({ operation, target, value, data }) =>
    encodePacked(
      ['uint8', 'address', 'uint256', 'uint256', 'bytes'],
      [operation === 'call' ? 0 : 1, target, value, BigInt(size(data)), data],
    ),
  )
  return encodeFunctionData({
    abi: multiSendAbi,
    functionName: 'multiSend',
    args: [concatHex(packed)],
  })
}

/** What could be read, and where reading stopped if it did. */
export type DecodedMultiSend = {
  readonly calls: readonly MultiSendCall[]
  /** Undefined where every byte was read. */
  readonly problem?: string | undefined
}

/**
 * Reads the packed transactions of a MultiSend, at most `limit` of them.
 *
 * @param transactions The argument of `multiSend`, not its calldata.
 */
export function decodeMultiSend(
  transactions: Hex,
  limit = Number.POSITIVE_INFINITY,
): DecodedMultiSend {
  const calls: MultiSendCall[] = []
  const total = (transactions.length - 2) / 2
  let at = 0
  while (at < total) {
    if (calls.length >= limit) return { calls, problem: `more than ${limit} transactions` }
    const read = readOne(transactions, at, total)
    if (typeof read === 'string') {
      return { calls, problem: `transaction ${calls.length + 1}, at byte ${at}: ${read}` }
    }
    calls.push(read.call)
    at = read.end
  }
  return { calls }
}

function readOne(transactions: Hex, at: number, total: number) {
  if (at + headSize > total) return 'cut off before its data'
  const bytes = (from: number, length: number) =>
    transactions.slice(2 + (at + from) * 2, 2 + (at + from + length) * 2).toLowerCase()
  const operation = Number.parseInt(bytes(0, 1), 16)
  if (operation > 1) return `operation ${operation} does not exist`
  const length = BigInt(`0x${bytes(53, 32)}`)
  if (length > BigInt(total - at - headSize)) return 'its data is longer than what is left'
  const call: MultiSendCall = {
    operation: operation === 0 ? 'call' : 'delegatecall',
    target: getAddress(`0x${bytes(1, 20)}`),
    value: BigInt(`0x${bytes(21, 32)}`),
    data: `0x${bytes(headSize, Number(length))}`,
  }
  return { call, end: at + headSize + Number(length) }
}
