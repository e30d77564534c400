import { describe, expect, test } from 'vitest'
import { replayAddress, replayHash } from './__fixtures__/sample-replay'
import { type BlockHistory, placeOfAccount, placeOfWord } from './historic-place'

const address = replayAddress(1)
const key = address.toLowerCase()
const slot = replayHash(7)

/** What transactions found in the slot; undefined where they did not look. */
function lookedAt(...words: readonly (number | undefined)[]): BlockHistory {
  const transactions = words.map((word) =>
    word === undefined
      ? new Map()
      : new Map([
          [
            key,
            {
              address,
              balance: BigInt(word),
              nonce: 1n,
              storage: new Map([[slot, replayHash(word)]]),
            },
          ],
        ]),
  )
  return { kind: 'looked at', transactions }
}

/** What transactions left in the slot; undefined where they did not write. */
function changed(...words: readonly (number | undefined)[]): BlockHistory {
  const transactions = words.map((word) =>
    word === undefined
      ? new Map()
      : new Map([
          [
            key,
            {
              address,
              balance: { before: 0n, after: BigInt(word) },
              storage: new Map([[slot, { before: replayHash(0), after: replayHash(word) }]]),
            },
          ],
        ]),
  )
  return { kind: 'changed', transactions }
}

describe('placeOfWord', () => {
  test.each<[string, BlockHistory | undefined, number, unknown]>([
    ['nothing came before', undefined, 0, { at: 'parent' }],
    ['nobody before it looked', lookedAt(undefined, undefined, 9), 1, { at: 'parent' }],
    ['one before and one behind it looked', lookedAt(5, undefined, 9), 1, told(9)],
    ['only one before it looked', lookedAt(5, undefined, undefined), 1, { at: 'block' }],
    ['nobody before it wrote', changed(undefined, undefined, 9), 1, { at: 'parent' }],
    ['two before it wrote', changed(5, 6, undefined, 9), 2, told(6)],
  ])('behavior: %s', (_, block, index, place) => {
    expect(placeOfWord(slot, { block, index, address: key })).toEqual(place)
  })
})

function told(word: number) {
  return { at: 'told', value: replayHash(word) }
}

test('placeOfAccount: what was not told is as the parent left it', () => {
  expect(placeOfAccount({ block: changed(5, undefined), index: 1, address: key })).toEqual({
    at: 'told',
    value: { balance: 5n },
  })
  expect(placeOfAccount({ block: lookedAt(5, undefined, 8), index: 1, address: key })).toEqual({
    at: 'told',
    value: { balance: 8n, nonce: 1n },
  })
})
