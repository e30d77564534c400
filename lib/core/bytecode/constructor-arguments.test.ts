import { concat, type Hex } from 'viem'
import { describe, expect, test } from 'vitest'
import { readConstructorArguments } from './constructor-arguments'

const code: Hex = '0x608060405234801561000f575f5ffd5b50'
/** As solc writes it: a hash of the sources, its version, and the length of both. */
const metadata = (hash: string): Hex =>
  `0xa2646970667358221220${hash.repeat(32)}64736f6c634300081e0033`
const made = concat([code, metadata('ab')])
const tail: Hex = `0x${'00'.repeat(31)}05`

test('default', () => {
  expect(
    readConstructorArguments({ input: concat([made, tail]), compiled: { bytes: made, links: [] } }),
  ).toEqual({ known: true, value: tail })
})

describe('behavior', () => {
  test('a constructor that takes nothing was given nothing', () => {
    const compiled = { bytes: made, links: [] }
    expect(readConstructorArguments({ input: made, compiled })).toEqual({
      known: true,
      value: '0x',
    })
  })

  test('other metadata and open libraries are no other code', () => {
    const compiled = {
      bytes: made,
      links: [{ path: 'a', library: 'A', ranges: [{ start: 2, length: 2 }] }],
    }
    const sent = concat(['0x60807777', `0x${code.slice(10)}`, metadata('cd'), tail])
    expect(readConstructorArguments({ input: sent, compiled })).toEqual({
      known: true,
      value: tail,
    })
  })

  test('other code, less code and no transaction are unknown', () => {
    const compiled = { bytes: made, links: [] }
    const others = [concat(['0x61', `0x${made.slice(4)}`, tail]), code, undefined]
    for (const input of others) {
      expect(readConstructorArguments({ input, compiled }).known).toBe(false)
    }
  })
})
