import type { Hex } from 'viem'
import { digitOfCode } from '@/lib/core/chain/digit-of-code'

/**
 * The digits of an event as ASCII, where they stand: they are read in place, and nothing is made of what nobody needs. Each is a digit
 * of hex; positions are indexes into `bytes`.
 */
export type LogDigits = {
  readonly bytes: Uint8Array
  readonly topicCount: number
  /** Where the 64 digits of a topic begin, behind its `0x`. */
  topicAt(topic: number): number
  readonly dataAt: number
  /** Behind the last digit of the data. */
  readonly dataEnd: number
  /** A topic with its `0x`. */
  topic(topic: number): Hex | undefined
  /** A part as text. */
  text(from: number, to: number): string
}

/** `0x`, and 64 digits. */
const topicLength = 66

/**
 * The digits of an event that is given as text.
 *
 * @returns undefined where a topic is no word.
 */
export function digitsOf(topics: readonly Hex[], data: Hex): LogDigits | undefined {
  if (topics.some(({ length }) => length !== topicLength)) return undefined
  const text = topics.join('') + data
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at)
  return {
    bytes,
    topicCount: topics.length,
    topicAt: (topic) => topicLength * topic + 2,
    dataAt: topicLength * topics.length + 2,
    dataEnd: text.length,
    topic: (topic) => topics[topic],
    text: (from, to) => text.slice(from, to),
  }
}

const zero = 0x30
const digitsOfWord = 64

/** Whether all digits of a part are zero. */
export function isZeros(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at] !== zero) return false
  return true
}

/** Digits of a number that is exact. */
const exact = 13

/** The word that begins there as a number: infinite where it is larger than a number can tell, none where it is no hex. */
export function numberOfWord(bytes: Uint8Array, at: number): number {
  const end = at + digitsOfWord
  if (!isZeros(bytes, at, end - exact)) return Number.POSITIVE_INFINITY
  let number = 0
  for (let digit = end - exact; digit < end; digit++) {
    const value = digitOfCode[bytes[digit] ?? 0] ?? -1
    if (value < 0) return Number.NaN
    number = 16 * number + value
  }
  return number
}

/** The word that begins there as an integer. */
export function uintOfWord(digits: LogDigits, at: number): bigint {
  const small = numberOfWord(digits.bytes, at)
  if (small === 0) return 0n
  return Number.isFinite(small) ? BigInt(small) : BigInt(`0x${digits.text(at, at + digitsOfWord)}`)
}
