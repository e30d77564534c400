import { type Hash, numberToHex } from 'viem'
import { describe, expect, test } from 'vitest'
import { layOut } from './__fixtures__/lay-out'
import { readBothLayouts } from './storage-readings'

const word = (value: bigint): Hash => numberToHex(value, { size: 32 })
const words = new Map([
  [0n, word(86_400n + (7n << 32n))],
  [1n, word(500n)],
])

/** `path slot:offset before | after`. */
const tell = (readings: ReturnType<typeof readBothLayouts>) =>
  readings.map(
    ({ path, slot, offset, before, after }) =>
      `${path} ${slot}:${offset} ${before?.text} | ${after?.text}`,
  )

const from = layOut(['delay', 'uint32'], ['paused', 'bool'], ['cap', 'uint256'])

test('default', () => {
  expect(tell(readBothLayouts({ from, to: from, words }))).toEqual([
    'delay 0:0 86400 | 86400',
    'paused 0:4 7, no truth value | 7, no truth value',
    'cap 1:0 500 | 500',
  ])
})

describe('behavior', () => {
  test('a variable that moves reads what belongs to another', () => {
    const to = layOut(['delay', 'uint32'], ['extra', 'uint256'], ['cap', 'uint256'])
    expect(tell(readBothLayouts({ from, to, words }))).toEqual([
      'delay 0:0 86400 | 86400',
      'extra 1:0 undefined | 500',
      'paused 0:4 7, no truth value | undefined',
      // Slot 2 was not read, so nothing is said of what the new code finds there.
      'cap 1:0 500 | undefined',
    ])
  })

  test('of several variables with one name the first goes with the first', () => {
    const twice = layOut(['x', 'uint256'], ['x', 'uint256'])
    expect(tell(readBothLayouts({ from: twice, to: twice, words })).map((one) => one[0])).toEqual([
      'x',
      'x',
    ])
  })

  test('without words nothing is read', () => {
    expect(readBothLayouts({ from, to: from, words: new Map() })).toEqual([])
  })
})
