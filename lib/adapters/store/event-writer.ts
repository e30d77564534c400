import type { LogDigits } from '@/lib/core/chain/log-digits'
import type { LogPosition } from '@/lib/core/chain/log-position'

/** An event as it is to be written. */
export type WrittenEvent = { readonly position: LogPosition; readonly digits: LogDigits }

const [zero, space, x, equals, semicolon] = [0x30, 0x20, 0x78, 0x3d, 0x3b]
const [parenthesis, parenthesisEnd] = [0x28, 0x29]
const fourZeros = 0x30303030

/** Zeros that are counted; of fewer little would be saved. */
const fewestCounted = 8
const digitsOfWord = 64

/** Beside data and topics: an index, a transaction, and what stands between. */
const mostOfHead = 100

const none = new Int32Array()

/** Writes the events of rows, one behind the other: of each its index, transaction, data and topics. */
export class EventWriter {
  #bytes = Buffer.allocUnsafe(65_536)
  #at = 0
  #digits: Uint8Array = this.#bytes
  #words: Int32Array = none

  /** @param before The event before it in its row: what both have is not written again. */
  write({ position, digits }: WrittenEvent, before?: WrittenEvent): void {
    const { dataAt, dataEnd, topicCount } = digits
    this.#read(digits)
    this.#makeRoom(mostOfHead + dataEnd - dataAt + topicCount * (digitsOfWord + 3))
    if (before) this.#code(semicolon)
    this.#number(position.logIndex)
    this.#code(space)
    if (before?.position.transactionHash === position.transactionHash) this.#code(equals)
    else this.#text(position.transactionHash)
    this.#code(space)
    this.#hex(dataAt, dataEnd)
    for (let topic = 0; topic < topicCount; topic++) {
      this.#code(space)
      const at = digits.topicAt(topic)
      if (before && isSameTopic(digits, before.digits, topic)) this.#code(equals)
      else this.#hex(at, at + digitsOfWord)
    }
  }

  /** What was written since the last time. */
  take(): string {
    const text = this.#bytes.toString('latin1', 0, this.#at)
    this.#at = 0
    return text
  }

  /** Neighbours have their digits in one answer. */
  #read({ bytes }: LogDigits): void {
    if (bytes === this.#digits) return
    this.#digits = bytes
    const { buffer, byteOffset, length } = bytes
    this.#words = byteOffset % 4 === 0 ? new Int32Array(buffer, byteOffset, length >> 2) : none
  }

  #makeRoom(length: number): void {
    if (this.#at + length <= this.#bytes.length) return
    const larger = Buffer.allocUnsafe(2 * (this.#at + length))
    this.#bytes.copy(larger, 0, 0, this.#at)
    this.#bytes = larger
  }

  /** Zeros, which most of it is, are counted, and four at a time where they are aligned. */
  #hex(from: number, to: number): void {
    const [digits, words, bytes] = [this.#digits, this.#words, this.#bytes]
    this.#code(zero)
    this.#code(x)
    for (let at = from; at < to; at++) {
      const code = digits[at] ?? 0
      if (code !== zero) {
        bytes[this.#at++] = code
        continue
      }
      let end = at + 1
      while (end < to && digits[end] === zero) {
        end += 1
        if ((end & 3) === 0) while (end + 3 < to && words[end >> 2] === fourZeros) end += 4
      }
      this.#zeros(end - at)
      at = end - 1
    }
  }

  #zeros(count: number): void {
    if (count < fewestCounted) {
      for (let written = 0; written < count; written++) this.#code(zero)
      return
    }
    this.#code(parenthesis)
    this.#number(count)
    this.#code(parenthesisEnd)
  }

  #number(number: number): void {
    if (number >= 10) this.#number(Math.floor(number / 10))
    this.#code(zero + (number % 10))
  }

  #text(text: string): void {
    for (let at = 0; at < text.length; at++) this.#code(text.charCodeAt(at))
  }

  #code(code: number): void {
    this.#bytes[this.#at] = code
    this.#at += 1
  }
}

/** From the end: that is where neighbours differ. */
function isSameTopic(digits: LogDigits, before: LogDigits, topic: number): boolean {
  if (topic >= before.topicCount) return false
  const [at, other] = [digits.topicAt(topic), before.topicAt(topic)]
  for (let digit = digitsOfWord - 1; digit >= 0; digit--) {
    if (digits.bytes[at + digit] !== before.bytes[other + digit]) return false
  }
  return true
}
