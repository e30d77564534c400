import { describe, expect, test } from 'vitest'
import { mostWords, readSearchText, searchTokens, whyNotSearched } from './operation-search'

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
    ['approve', [{ anyOf: ['095ea7b3'] }]],
    ['UPGRADETO', [{ anyOf: ['3659cfe6'] }]],
    ['withdraw', [{ anyOf: ['b460af94', '2e1a7d4d'] }]],
    ['setFee(uint256)', [{ anyOf: ['69fe0e2d'] }]],
    ['approve( address spender, uint amount ) 0x1a', [{ anyOf: ['095ea7b3'] }, { begins: '1a' }]],
    [`eth:0x${'A'.repeat(40)}`, [{ whole: 'a'.repeat(40), chainId: 1 }]],
    ['eip155:10:0x1a…2b', [{ begins: '1a', ends: '2b', chainId: 10 }]],
  ])('args: %j', (text, terms) => {
    expect(readSearchText(text)).toEqual(terms)
  })

  test('behavior: nothing is looked for', () => {
    for (const text of ['', '  ', '0x', '…']) expect(readSearchText(text)).toEqual([])
  })

  test('behavior: what no word can be like', () => {
    for (const text of ['%', 'vault', '0x0x1', '1a…2b…3c', '0x1a upgrad', 'approve(', 'f(x)']) {
      expect(readSearchText(text)).toBeUndefined()
    }
  })
})

describe('whyNotSearched', () => {
  test('default: what was not understood, what was, and what can be', () => {
    expect(whyNotSearched('0x1a approve Upgrad')).toMatchInlineSnapshot(
      `"“Upgrad” is neither hexadecimal digits nor the name of a function that is known here; there are upgrade, upgradeTo, upgradeAndCall, upgradeToAndCall. Understood: “0x1a”, “approve”. Search for hexadecimal digits with which an id, address or selector begins or ends, or both with … between them; for a function by its name, if it is a known one; or for any by name and types, as in setFee(uint256)."`,
    )
    expect(whyNotSearched('vault\u202e')).toMatchInlineSnapshot(
      `"“vault⟨U+202E⟩” is neither hexadecimal digits nor the name of a function that is known here. Search for hexadecimal digits with which an id, address or selector begins or ends, or both with … between them; for a function by its name, if it is a known one; or for any by name and types, as in setFee(uint256)."`,
    )
    expect(whyNotSearched('nowhere:0x1a')).toContain('“nowhere:0x1a” begins with no chain that is')
    expect(whyNotSearched('setFee(uint257)')).toMatchInlineSnapshot(
      `"“setFee(uint257)” is not a function with the types of its arguments. Search for hexadecimal digits with which an id, address or selector begins or ends, or both with … between them; for a function by its name, if it is a known one; or for any by name and types, as in setFee(uint256)."`,
    )
  })

  test('behavior: nothing is wrong', () => {
    for (const text of ['', '0x1a approve', 'setFee(uint256)']) {
      expect(whyNotSearched(text)).toBeUndefined()
    }
  })

  test.each([
    '\0',
    '\ud800',
    "' | !x:* & ('",
    '\\',
    ':*',
    'x'.repeat(10_000),
    '('.repeat(10_000),
    `${'(,'.repeat(5_000)})`,
    `f(${'uint256,'.repeat(1_000)}`,
    ' '.repeat(10_000).concat('!'),
  ])('behavior: hostile text is refused in few words', (text) => {
    expect(whyNotSearched(text)?.length).toBeLessThan(600)
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
