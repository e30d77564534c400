import type { Hex } from 'viem'
import { describe, expect, test } from 'vitest'
import { compareCode } from './compare-code'
import type { CodeRange, CompiledCode } from './compiled-code'

/** {"ipfs": 34 bytes, "solc": 0.8.30}, as solc appends it. */
const metadata = (byte: string) => `a2646970667358221220${byte.repeat(32)}64736f6c634300081e0033`
const bare = 'a164736f6c634300081e000a'
/** PUSH1 1 PUSH1 2 SSTORE */
const plain = '6001600255'

const compiledOf = (bytes: string, rest: Partial<CompiledCode> = {}): CompiledCode => ({
  bytes: `0x${bytes}`,
  links: [],
  immutables: [],
  ...rest,
})
const compare = (code: string, compiled: CompiledCode) =>
  compareCode({ code: `0x${code}`, compiled })
const immutableAt = (ranges: readonly CodeRange[]) => ({
  immutables: [{ astId: 7, name: 'asset', contract: 'Vault', type: 'address', ranges }],
})

describe('without places', () => {
  test('default', () => {
    const code = plain + metadata('aa')
    expect(compare(code, compiledOf(code))).toEqual({
      match: 'exact',
      immutables: [],
      libraries: [],
    })
  })

  test('behavior: another hash, no hash, and metadata of another length', () => {
    const made = compiledOf(plain + metadata('aa'))
    expect(compare(plain + metadata('bb'), made).match).toBe('metadata-only')
    expect(compare(plain + bare, made).match).toBe('metadata-only')
    expect(compare(plain, made).match).toBe('metadata-only')
    // Equal to the byte, but nothing in it speaks of the comments.
    expect(compare(plain + bare, compiledOf(plain + bare)).match).toBe('metadata-only')
    expect(compare(plain, compiledOf(plain)).match).toBe('metadata-only')
  })

  test('behavior: metadata of a contract that it creates', () => {
    const around = (inner: string, outer: string) => `${plain}fe${inner}${plain}fe${outer}`
    const made = compiledOf(around(metadata('aa'), metadata('ab')))
    expect(compare(around(metadata('ba'), metadata('bb')), made).match).toBe('metadata-only')
    const other = around(metadata('ba'), metadata('bb')).replace('60025', '60035')
    expect(compare(other, made)).toMatchObject({ match: 'mismatch', firstDifference: 3 })
  })

  test('behavior: bytes that only look like metadata are code', () => {
    const made = compiledOf(plain + metadata('aa'))
    const disguised = `${plain}a2646970667358221220${'bb'.repeat(32)}64736f6c634300081e0034`
    expect(compare(disguised, made)).toMatchObject({ match: 'mismatch', firstDifference: 15 })
    const unknownKey = plain + metadata('bb').replace('6970667358', '6970667858')
    expect(compare(unknownKey, made).match).toBe('mismatch')
  })

  test('behavior: code behind the metadata', () => {
    const made = compiledOf(plain + metadata('aa'))
    expect(compare(`${plain}${metadata('aa')}ff`, made).match).toBe('mismatch')
  })
})

describe('mismatch', () => {
  const detailOf = (code: string, bytes: string) => {
    const verification = compare(code, compiledOf(bytes))
    return verification.match === 'mismatch'
      ? [verification.firstDifference, verification.detail]
      : verification.match
  }

  test('behavior: what differs is told', () => {
    expect(detailOf('6001600355', plain)).toEqual([
      3,
      'The constant at byte 2 is 0x03 on the chain, 0x02 compiled. Both have 5 bytes.',
    ])
    expect(detailOf('6001600254', plain)).toEqual([
      4,
      'The instruction at byte 4 is 0x54 on the chain, 0x55 compiled. Both have 5 bytes.',
    ])
    expect(detailOf(`${plain}00`, plain)).toEqual([
      5,
      'The code on the chain goes on where the compiled one ends. 6 bytes on the chain, 5 compiled.',
    ])
    expect(detailOf('600160', plain)).toEqual([
      3,
      'The code on the chain ends before the compiled one. 3 bytes on the chain, 5 compiled.',
    ])
    expect(detailOf('', plain)).toEqual([
      0,
      'There is no code on the chain. 0 bytes on the chain, 5 compiled.',
    ])
  })
})

describe('places', () => {
  const word = (last: string): string => last.padStart(64, '0')
  /** PUSH32 … PUSH32 … */
  const twice = (one: string, other = one) => `7f${one}7f${other}${metadata('aa')}`
  const made = compiledOf(
    twice(word('')),
    immutableAt([
      { start: 1, length: 32 },
      { start: 34, length: 32 },
    ]),
  )

  test('behavior: an immutable is read, and its copies compared', () => {
    expect(compare(twice(word('2a')), made)).toEqual({
      match: 'exact',
      immutables: [
        {
          name: 'asset',
          contract: 'Vault',
          type: 'address',
          value: `0x${word('2a')}`,
          consistent: true,
        },
      ],
      libraries: [],
    })
    expect(compare(twice(word('2a'), word('2b')), made)).toMatchObject({
      immutables: [{ value: `0x${word('2a')}`, consistent: false }],
    })
  })

  test('behavior: beside an immutable every byte counts', () => {
    const other = twice(word('2a')).replace(/^7f/, '7e')
    expect(compare(other, made)).toMatchObject({ match: 'mismatch', firstDifference: 0 })
    // Metadata within a value is a value.
    const hidden = bare.padStart(64, '0')
    expect(compare(twice(hidden, word('01')), made).match).toBe('exact')
  })

  test('behavior: each byte that is neither place nor metadata is told where it differs', () => {
    const code = twice(word('2a'))
    const behind = code.length / 2 - metadata('aa').length / 2
    for (const at of Array.from({ length: behind }, (_, index) => index)) {
      const byte = Number.parseInt(code.slice(at * 2, at * 2 + 2), 16) ^ 0xff
      const flipped =
        code.slice(0, at * 2) + byte.toString(16).padStart(2, '0') + code.slice(at * 2 + 2)
      const isPlace = at !== 0 && at !== 33
      expect(compare(flipped, made)).toMatchObject(
        isPlace ? { match: 'exact' } : { match: 'mismatch', firstDifference: at },
      )
    }
  })

  const library = (address: string) => `73${address}${metadata('aa')}`
  const links = [{ path: 'a.sol', library: 'L', ranges: [{ start: 1, length: 20 }] }]
  const one = 'aa'.repeat(20)

  test('behavior: a library that is left open may be anywhere, one that is linked only there', () => {
    const open = compiledOf(library('00'.repeat(20)), { links })
    expect(compare(library(one), open)).toMatchObject({
      match: 'exact',
      libraries: [{ path: 'a.sol', library: 'L', consistent: true }],
    })
    const linked = compiledOf(library(one), { links })
    expect(compare(library(one), linked)).toMatchObject({ match: 'exact', libraries: [{}] })
    expect(compare(library('bb'.repeat(20)), linked).match).toBe('mismatch')
  })

  test('behavior: the address that a library keeps of itself', () => {
    const own = (address: string): Hex => `0x73${address}3014${metadata('aa').slice(0)}`
    const compiled = { ...compiledOf(''), bytes: own('00'.repeat(20)) }
    expect(compareCode({ code: own(one), compiled }).match).toBe('exact')
    // The same twenty zeros elsewhere are a constant.
    const constant = compiledOf(library('00'.repeat(20)))
    expect(compare(library(one), constant).match).toBe('mismatch')
  })
})
