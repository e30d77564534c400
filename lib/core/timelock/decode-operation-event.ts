import { type Address, type Hash, type Hex, toEventSelector } from 'viem'
import { checksummed } from '@/lib/core/chain/known-addresses'
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

/** What such an event does to its operation, without making anything of the rest; undefined where it is none, or broken. */
export function plainEventName(
  topics: readonly Hex[],
  data: Hex,
): OperationEvent['eventName'] | undefined {
  return plainOperationId(topics, data) && names.get(topics[0])
}

const names: ReadonlyMap<unknown, OperationEvent['eventName']> = /* @__PURE__ */ new Map([
  [scheduled, 'CallScheduled'],
  [executed, 'CallExecuted'],
  [salted, 'CallSalt'],
  [cancelled, 'Cancelled'],
])

/**
 * Only the operation that such an event is about, without making anything of the rest.
 *
 * @returns undefined wherever `decodeOperationEvent` returns it.
 */
export function plainOperationId(topics: readonly Hex[], data: Hex): Hash | undefined {
  const [topic, id] = topics
  switch (topic) {
    case scheduled:
    case executed: {
      if (topics.length !== 3 || !isAddressAt(data, 0)) return undefined
      const place = topic === scheduled ? behindFive : behindThree
      return lengthOfBytes(data, place) === undefined ? undefined : id
    }
    case salted:
      return topics.length === 2 && data.length === 66 ? id : undefined
    case cancelled:
      return topics.length === 2 && data === '0x' ? id : undefined
    default:
      return undefined
  }
}

function readScheduled([, id, index]: readonly Hex[], data: Hex): OperationEvent | undefined {
  const target = addressAt(data, 0)
  const payload = bytesAt(data, behindFive)
  if (!id || !index || !target || payload === undefined) return undefined
  return {
    eventName: 'CallScheduled',
    args: {
      id,
      index: uintAt(index, 0),
      target,
      value: uintAt(data, 1),
      data: payload,
      predecessor: wordAt(data, 3),
      delay: uintAt(data, 4),
    },
  }
}

function readExecuted([, id, index]: readonly Hex[], data: Hex): OperationEvent | undefined {
  const target = addressAt(data, 0)
  const payload = bytesAt(data, behindThree)
  if (!id || !index || !target || payload === undefined) return undefined
  return {
    eventName: 'CallExecuted',
    args: { id, index: uintAt(index, 0), target, value: uintAt(data, 1), data: payload },
  }
}

function wordAt(data: Hex, word: number): Hash {
  return `0x${data.slice(2 + 64 * word, 66 + 64 * word)}`
}

const noughts = '0'.repeat(24)
const zeros = '0'.repeat(52)
const zeroWord = '0'.repeat(64)

function isAddressAt(data: Hex, word: number): boolean {
  const start = 2 + 64 * word
  return data.length >= start + 64 && data.startsWith(noughts, start)
}

function addressAt(data: Hex, word: number): Address | undefined {
  if (!isAddressAt(data, word)) return undefined
  const start = 2 + 64 * word
  return checksummed(`0x${data.slice(start + 24, start + 64)}`)
}

/** Where a member of dynamic length stands behind so many words, and the word that points there. */
type BytesPlace = { readonly pointer: number; readonly words: number; readonly pointing: string }

const behindFive: BytesPlace = { pointer: 2, words: 5, pointing: 'a0'.padStart(64, '0') }
const behindThree: BytesPlace = { pointer: 2, words: 3, pointing: '60'.padStart(64, '0') }

/** The one member of dynamic length, right behind the words, and nothing behind it. */
function bytesAt(data: Hex, place: BytesPlace): Hex | undefined {
  const length = lengthOfBytes(data, place)
  if (length === undefined) return undefined
  const start = 66 + 64 * place.words
  return `0x${data.slice(start, start + 2 * length)}`
}

function lengthOfBytes(data: Hex, { pointer, words, pointing }: BytesPlace): number | undefined {
  if (data.length < 66 + 64 * words) return undefined
  if (!data.startsWith(pointing, 2 + 64 * pointer)) return undefined
  const length = numberAt(data, words)
  return data.length === 66 + 64 * (words + Math.ceil(length / 32)) ? length : undefined
}

/** Most are zero, nearly all others small, and a small number is read faster. */
function uintAt(data: Hex, word: number): bigint {
  if (data.startsWith(zeroWord, 2 + 64 * word)) return 0n
  const small = numberAt(data, word)
  return Number.isFinite(small) ? BigInt(small) : BigInt(wordAt(data, word))
}

/** A word as a number; infinite where it is larger than any length. */
function numberAt(data: Hex, word: number): number {
  const end = 66 + 64 * word
  if (!data.startsWith(zeros, end - 64)) return Number.POSITIVE_INFINITY
  return Number.parseInt(data.slice(end - 12, end), 16)
}
