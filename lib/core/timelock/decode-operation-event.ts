import { type Address, getAddress, type Hash, type Hex, toEventSelector } from 'viem'
import type { OperationLog } from '@/lib/core/timelock/timelock-log'

type WithoutPosition<T> = T extends unknown ? Omit<T, 'position'> : never

/** An event of an operation without its place. */
export type OperationEvent = WithoutPosition<OperationLog>

const scheduled = /* @__PURE__ */ toEventSelector(
  'CallScheduled(bytes32,uint256,address,uint256,bytes,bytes32,uint256)',
)
const executed = /* @__PURE__ */ toEventSelector(
  'CallExecuted(bytes32,uint256,address,uint256,bytes)',
)
const salted = /* @__PURE__ */ toEventSelector('CallSalt(bytes32,bytes32)')
const cancelled = /* @__PURE__ */ toEventSelector('Cancelled(bytes32)')

/**
 * Reads an event of an operation by hand, many times faster than by its ABI: all that a TimelockController emits is encoded
 * in one way.
 *
 * @returns undefined for any other event, and for one that is encoded in any other way: its ABI may read it still.
 */
export function decodeOperationEvent(
  topics: readonly Hex[],
  data: Hex,
): OperationEvent | undefined {
  const [topic, id] = topics
  switch (topic) {
    case scheduled:
      return topics.length === 3 ? readScheduled(topics, data) : undefined
    case executed:
      return topics.length === 3 ? readExecuted(topics, data) : undefined
    case salted:
      if (topics.length !== 2 || !id || data.length !== 66) return undefined
      return { eventName: 'CallSalt', args: { id, salt: data } }
    case cancelled:
      if (topics.length !== 2 || !id || data !== '0x') return undefined
      return { eventName: 'Cancelled', args: { id } }
    default:
      return undefined
  }
}

function readScheduled([, id, index]: readonly Hex[], data: Hex): OperationEvent | undefined {
  const target = addressAt(data, 0)
  const payload = bytesAt(data, { pointer: 2, words: 5 })
  if (!id || !index || !target || payload === undefined) return undefined
  return {
    eventName: 'CallScheduled',
    args: {
      id,
      index: BigInt(index),
      target,
      value: BigInt(wordAt(data, 1)),
      data: payload,
      predecessor: wordAt(data, 3),
      delay: BigInt(wordAt(data, 4)),
    },
  }
}

function readExecuted([, id, index]: readonly Hex[], data: Hex): OperationEvent | undefined {
  const target = addressAt(data, 0)
  const payload = bytesAt(data, { pointer: 2, words: 3 })
  if (!id || !index || !target || payload === undefined) return undefined
  const value = BigInt(wordAt(data, 1))
  return {
    eventName: 'CallExecuted',
    args: { id, index: BigInt(index), target, value, data: payload },
  }
}

function wordAt(data: Hex, word: number): Hash {
  return `0x${data.slice(2 + 64 * word, 66 + 64 * word)}`
}

const noughts = '0'.repeat(24)

function addressAt(data: Hex, word: number): Address | undefined {
  const start = 2 + 64 * word
  if (data.length < start + 64 || data.slice(start, start + 24) !== noughts) return undefined
  return getAddress(`0x${data.slice(start + 24, start + 64)}`)
}

/** The one member of dynamic length, right behind the words, and nothing behind it. */
function bytesAt(
  data: Hex,
  { pointer, words }: { pointer: number; words: number },
): Hex | undefined {
  if (data.length < 66 + 64 * words) return undefined
  if (BigInt(wordAt(data, pointer)) !== BigInt(32 * words)) return undefined
  const length = Number(BigInt(wordAt(data, words)))
  const start = 66 + 64 * words
  if (data.length !== start + 64 * Math.ceil(length / 32)) return undefined
  return `0x${data.slice(start, start + 2 * length)}`
}
