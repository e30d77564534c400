import { describe, expect, test } from 'vitest'
import { mostWords, readSearchText, searchTokens } from './operation-search'

describe('readSearchText', () => {
  test.each([
    ['0x1A2b', [{ begins: '1a2b' }]],
    [' 1a2B ', [{ either: '1a2b' }]],
    ['0X1a…2B', [{ begins: '1a', ends: '2b' }]],
    ['0x1a...2b', [{ begins: '1a', ends: '2b' }]],
    ['1a..2b', [{ begins: '1a', ends: '2b' }]],
    ['…2b', [{ ends: '2b' }]],
    ['0x1a…', [{ begins: '1a' }]],
    ['0x3659cfe6  f2fd', [{ begins: '3659cfe6' }, { either: 'f2fd' }]],
    [`0x${'A'.repeat(40)}`, [{ whole: 'a'.repeat(40) }]],
    [`0x${'a'.repeat(41)}`, [{ begins: 'a'.repeat(41) }]],
    ['a'.repeat(40), [{ either: 'a'.repeat(40) }]],
    [`0x${'1'.repeat(64)}`, [{ whole: '1'.repeat(64) }]],
  ])('args: %j', (text, terms) => {
    expect(readSearchText(text)).toEqual(terms)
  })

  test('behavior: nothing is looked for', () => {
    for (const text of ['', '  ', '0x', '…']) expect(readSearchText(text)).toEqual([])
  })

  test('behavior: what no word can be like', () => {
    for (const text of ['%', 'vault', '0x0x1', '1a…2b…3c', '0x1a upgrade']) {
      expect(readSearchText(text)).toBeUndefined()
    }
  })
})

describe('searchTokens', () => {
  test('default: both ends of each word, once', () => {
    expect(searchTokens(['0x3659CFE6', undefined, '0x3659cfe6', '0x'])).toEqual([
      'x3659cfe6',
      'z6efc9563',
      'x',
      'z',
    ])
    expect(searchTokens([`0x${'1'.repeat(20)}${'a'.repeat(20)}`])).toEqual([
      'x1111111111',
      'zaaaaaaaaaa',
    ])
  })

  test('behavior: no more than the database can index', () => {
    const words = Array.from({ length: mostWords + 1 }, (_, n) => `0x${n.toString(16)}` as const)
    expect(searchTokens(words)).toHaveLength(2 * mostWords)
  })
})
