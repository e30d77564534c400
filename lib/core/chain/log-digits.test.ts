import fc from 'fast-check'
import { type Hex, numberToHex, toHex } from 'viem'
import { describe, expect, test } from 'vitest'
import { digitsOf, isZeros, type LogDigits, numberOfWord, uintOfWord } from './log-digits'

const word = (value: bigint) => numberToHex(value, { size: 32 })

function digitsWith(topics: readonly Hex[], data: Hex): LogDigits {
  const digits = digitsOf(topics, data)
  if (!digits) throw new Error('These are no digits.')
  return digits
}

describe('digitsOf', () => {
  test('default: topics and data where they stand', () => {
    const bytes = fc.uint8Array({ maxLength: 100 }).map((value) => toHex(value))
    const topics = fc.array(fc.bigInt(0n, 2n ** 256n - 1n).map(word), { maxLength: 4 })
    fc.assert(
      fc.property(topics, bytes, (topics, data) => {
        const digits = digitsWith(topics, data)
        const read = topics.map((_, topic) => {
          const at = digits.topicAt(topic)
          return `0x${digits.text(at, at + 64)}`
        })
        expect(read).toEqual(topics)
        expect(topics.map((_, topic) => digits.topic(topic))).toEqual(topics)
        expect(`0x${digits.text(digits.dataAt, digits.dataEnd)}`).toBe(data)
        expect(digits.topicCount).toBe(topics.length)
      }),
    )
  })

  test('error: a topic that is no word', () => {
    expect(digitsOf(['0x12'], '0x')).toBeUndefined()
  })
})

describe('uintOfWord', () => {
  test.each([0n, 1n, 15n, 2n ** 32n, 2n ** 52n - 1n, 2n ** 52n, 2n ** 53n + 1n, 2n ** 256n - 1n])(
    'default: %s',
    (value) => {
      const digits = digitsWith([], word(value))
      expect(uintOfWord(digits, digits.dataAt)).toBe(value)
    },
  )
})

describe('numberOfWord', () => {
  test('behavior: what is larger than a number can tell is infinite', () => {
    const { bytes, dataAt } = digitsWith([], word(2n ** 52n))
    expect(numberOfWord(bytes, dataAt)).toBe(Number.POSITIVE_INFINITY)
  })
})

describe('isZeros', () => {
  test('default', () => {
    const { bytes, dataAt, dataEnd } = digitsWith([], '0x0010')
    expect(isZeros(bytes, dataAt, dataAt + 2)).toBe(true)
    expect(isZeros(bytes, dataAt, dataEnd)).toBe(false)
  })
})
