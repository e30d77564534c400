import { type Address, type Hash, type Hex, toEventSelector, zeroHash } from 'viem'
import { checksummed } from '@/lib/core/chain/known-addresses'
import {
  digitsOf,
  isZeros,
  type LogDigits,
  numberOfWord,
  uintOfWord,
} from '@/lib/core/chain/log-digits'
import type { OperationLog } from '@/lib/core/timelock/timelock-log'

type WithoutPosition<T> = T extends unknown ? Omit<T, 'position'> : never

/** An event as text; as digits where it has them. */
export type EventText = {
  readonly topics: readonly Hex[]
  readonly data: Hex
  readonly digits?: LogDigits | undefined
}

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
export function decodeOperationEvent(log: EventText): OperationEvent | undefined {
  const digits = digitsIn(log)
  if (!digits || !isPlain(digits)) return undefined
  const id = digits.topic(1)
  if (!id) return undefined
  switch (digits.topic(0)) {
    case scheduled:
      return readScheduled(digits, id)
    case executed:
      return { eventName: 'CallExecuted', args: { id } }
    case salted:
      return { eventName: 'CallSalt', args: { id, salt: wordAt(digits, 0) } }
    case cancelled:
      return { eventName: 'Cancelled', args: { id } }
    default:
      return undefined
  }
}

/** What such an event does to its operation, without making anything of the rest; undefined where it is none, or broken. */
export function plainEventName(log: EventText): OperationEvent['eventName'] | undefined {
  const digits = digitsIn(log)
  return digits && isPlain(digits) ? names.get(digits.topic(0)) : undefined
}

/**
 * Only the operation that such an event is about, without making anything of the rest.
 *
 * @returns undefined wherever `decodeOperationEvent` returns it.
 */
export function plainOperationId(log: EventText): Hash | undefined {
  const digits = digitsIn(log)
  return digits && isPlain(digits) ? digits.topic(1) : undefined
}

const names: ReadonlyMap<unknown, OperationEvent['eventName']> = /* @__PURE__ */ new Map([
  [scheduled, 'CallScheduled'],
  [executed, 'CallExecuted'],
  [salted, 'CallSalt'],
  [cancelled, 'Cancelled'],
])

/** Texts may be made when they are asked for. */
function digitsIn(log: EventText): LogDigits | undefined {
  return log.digits ?? digitsOf(log.topics, log.data)
}

/** Whether it is such an event, encoded as all of them are. */
function isPlain(digits: LogDigits): boolean {
  const length = digits.dataEnd - digits.dataAt
  switch (digits.topic(0)) {
    case scheduled:
      return digits.topicCount === 3 && isCall(digits, behindFive)
    case executed:
      return digits.topicCount === 3 && isCall(digits, behindThree)
    case salted:
      return digits.topicCount === 2 && length === digitsOfWord
    case cancelled:
      return digits.topicCount === 2 && length === 0
    default:
      return false
  }
}

/** A target, a value, words, and calldata right behind them. */
function isCall({ bytes, dataAt, dataEnd }: LogDigits, words: number): boolean {
  const behind = dataAt + digitsOfWord * (words + 1)
  if (dataEnd < behind || !isZeros(bytes, dataAt, dataAt + digitsBeforeAddress)) return false
  if (numberOfWord(bytes, wordsBehind(dataAt, placeOfPointer)) !== 32 * words) return false
  const length = numberOfWord(bytes, wordsBehind(dataAt, words))
  return dataEnd === behind + digitsOfWord * Math.ceil(length / 32)
}

/** Words in front of the calldata; the third of them points behind the last. */
const [behindFive, behindThree, placeOfPointer] = [5, 3, 2]

const digitsOfWord = 64
const digitsBeforeAddress = 24

function wordsBehind(at: number, words: number): number {
  return at + digitsOfWord * words
}

function readScheduled(digits: LogDigits, id: Hash): OperationEvent {
  const { dataAt } = digits
  return {
    eventName: 'CallScheduled',
    args: {
      id,
      index: uintOfWord(digits, digits.topicAt(2)),
      target: targetIn(digits),
      value: uintOfWord(digits, wordsBehind(dataAt, 1)),
      data: calldataBehind(digits, behindFive),
      predecessor: wordAt(digits, 3),
      delay: uintOfWord(digits, wordsBehind(dataAt, 4)),
    },
  }
}

function targetIn(digits: LogDigits): Address {
  const at = digits.dataAt
  return checksummed(`0x${digits.text(at + digitsBeforeAddress, at + digitsOfWord)}`)
}

function wordAt(digits: LogDigits, word: number): Hash {
  const at = wordsBehind(digits.dataAt, word)
  if (isZeros(digits.bytes, at, at + digitsOfWord)) return zeroHash
  return `0x${digits.text(at, at + digitsOfWord)}`
}

function calldataBehind(digits: LogDigits, words: number): Hex {
  const at = wordsBehind(digits.dataAt, words)
  const length = numberOfWord(digits.bytes, at)
  return `0x${digits.text(at + digitsOfWord, at + digitsOfWord + 2 * length)}`
}
