import type { Hex } from 'viem'
import { digitOfCode } from '@/lib/core/chain/digit-of-code'

/** JSON is written in another way than `JsonBytes` reads it, or is none. */
export class OtherFormError extends Error {}

const [quote, backslash, space] = [0x22, 0x5c, 0x20]
const [zero, nine, x] = [0x30, 0x39, 0x78]
/** Space, tabulator, and the ends of a line. */
const whiteSpace: ReadonlySet<number | undefined> = new Set([space, 0x09, 0x0a, 0x0d])
const fourZeros = 0x30303030

const literals = ['null', 'true', 'false'].map((word) => Buffer.from(word))

/** Of which comparing at once takes less than one by one. */
const manyBytes = 32

/**
 * Reads JSON where it stands, without spaces and escapes, piece by piece. Whoever reads says what has to come next.
 *
 * @throws OtherFormError where something else does.
 */
export class JsonBytes {
  readonly bytes: Buffer
  /** Where reading goes on. */
  at = 0
  readonly #words: Int32Array

  constructor(bytes: Buffer) {
    // Words are read where they are aligned.
    this.bytes = bytes.byteOffset % 4 === 0 ? bytes : Buffer.from(Uint8Array.from(bytes).buffer)
    const { buffer, byteOffset, length } = this.bytes
    this.#words = new Int32Array(buffer, byteOffset, length >> 2)
  }

  isNext(code: number): boolean {
    return this.bytes[this.at] === code
  }

  /** Goes on behind it where it comes next. */
  takeIf(code: number): boolean {
    if (this.bytes[this.at] !== code) return false
    this.at += 1
    return true
  }

  take(code: number): void {
    if (!this.takeIf(code)) throw new OtherFormError()
  }

  /** Goes on behind these characters where they come next. */
  takeWordIf(word: Buffer): boolean {
    if (!this.standsAt(this.at, word)) return false
    this.at += word.length
    return true
  }

  /** A string of plain characters. @returns Where the first of them stands; reading goes on behind the quote. */
  takeString(): number {
    this.take(quote)
    const start = this.at
    for (let code = this.bytes[start] ?? 0; code !== quote; code = this.bytes[this.at] ?? 0) {
      if (code < space || code === backslash) throw new OtherFormError()
      this.at += 1
    }
    this.at += 1
    return start
  }

  /** A string of hex. @returns Where its first digit stands; reading goes on behind the quote, one behind the last. */
  takeHex(): number {
    this.take(quote)
    this.take(zero)
    this.take(x)
    const start = this.at
    this.at = this.digitsEnd(start)
    this.take(quote)
    return start
  }

  /** A string, an integer or a word that is of no interest; of a list or an object it says no. */
  skip(): void {
    if (this.isNext(quote)) {
      this.takeString()
      return
    }
    for (const literal of literals) if (this.takeWordIf(literal)) return
    // Nothing stands behind a leading zero.
    if (this.takeIf(zero)) return
    const start = this.at
    for (let code = this.bytes[start] ?? 0; code >= zero && code <= nine; ) {
      this.at += 1
      code = this.bytes[this.at] ?? 0
    }
    if (this.at === start) throw new OtherFormError()
  }

  /** Nothing comes any more but the white space of JSON. */
  takeEnd(): void {
    for (; this.at < this.bytes.length; this.at++) {
      if (!whiteSpace.has(this.bytes[this.at])) throw new OtherFormError()
    }
  }

  standsAt(at: number, word: Buffer): boolean {
    for (let nth = 0; nth < word.length; nth++) {
      if (this.bytes[at + nth] !== word[nth]) return false
    }
    return true
  }

  /** Behind the last digit. Most are zeros, and four of those are seen at once. */
  digitsEnd(from: number): number {
    const bytes = this.bytes
    const words = this.#words
    for (let at = from; ; at++) {
      if ((at & 3) === 0) while (words[at >> 2] === fourZeros) at += 4
      if ((digitOfCode[bytes[at] ?? 0] ?? -1) < 0) return at
    }
  }

  /** Whether a stretch stands once more, so far behind. */
  isRepeated(from: number, to: number, behind: number): boolean {
    const bytes = this.bytes
    if (to + behind > bytes.length) return false
    if (to - from > manyBytes)
      return bytes.compare(bytes, from + behind, to + behind, from, to) === 0
    for (let at = from; at < to; at++) if (bytes[at] !== bytes[at + behind]) return false
    return true
  }

  hex(from: number, to: number): Hex {
    return `0x${this.bytes.toString('latin1', from, to)}`
  }

  /** Exact where it is a safe integer. */
  number(from: number, to: number): number {
    let number = 0
    for (let at = from; at < to; at++)
      number = 16 * number + (digitOfCode[this.bytes[at] ?? 0] ?? 0)
    return number
  }
}
