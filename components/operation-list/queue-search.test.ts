import { zeroAddress } from 'viem'
import { expect, test } from 'vitest'
import { readSearch, searchHref } from './queue-search'

test('default', () => {
  const read = readSearch({
    q: ' 0xab ',
    state: 'overlooked',
    timelock: `1:${zeroAddress}`,
    target: zeroAddress,
    selector: '0x3659CFE6',
    risk: 'mismatch',
    cursor: 'x',
  })
  expect(read.search).toEqual({
    text: '0xab',
    state: 'overlooked',
    chainId: 1,
    timelock: zeroAddress,
    target: zeroAddress,
    selector: '0x3659cfe6',
    proposer: undefined,
    risk: 'mismatch',
  })
  expect(read.problems).toEqual({})
  expect(read.cursor).toBe('x')
})

test('args: a chain without a timelock, a field twice, an empty one', () => {
  expect(readSearch({ timelock: '10', q: ['a', 'b'], target: '' }).search).toMatchObject({
    chainId: 10,
    text: 'a',
    target: undefined,
  })
})

test('args: all timelocks that nobody configured', () => {
  const { search, problems } = readSearch({ timelock: 'others', state: 'ready' })
  expect(search).toMatchObject({ configured: false, state: 'ready' })
  expect(search.chainId).toBeUndefined()
  expect(problems).toEqual({})
})

test('error: what is wrong is said beside its field and restricts nothing', () => {
  const read = readSearch({
    q: 'vault',
    state: 'late',
    timelock: 'here',
    target: '0x1',
    selector: '0x12',
    proposer: 'me',
    risk: 'bad',
  })
  expect(Object.values(read.search).every((value) => value === undefined)).toBe(true)
  expect(read.problems).toMatchInlineSnapshot(`
    {
      "proposer": "Not an address: it does not begin with 0x.",
      "q": "Hexadecimal digits with which an id, address or selector begins or ends, or both with … between them.",
      "risk": "None of mismatch, upgrade, ownership, self-administration, delegatecall, value, incomplete, salt-unknown.",
      "selector": "A selector is 0x and 8 hexadecimal digits; 0x alone is a plain transfer.",
      "state": "None of ready, overlooked, blocked, waiting, stale, unclear, executed, cancelled.",
      "target": "Not an address: it does not have 40 hex digits.",
      "timelock": "Neither a chain nor a timelock of one.",
    }
  `)
  expect(read.given.target).toBe('0x1')
})

test('behavior: an address keeps what was looked for, and a new search begins at the beginning', () => {
  const { given } = readSearch({ q: 'a b', state: 'ready', cursor: '5' })
  expect(searchHref('/queue', given, { state: 'waiting' })).toBe('/queue?q=a+b&state=waiting')
  expect(searchHref('/queue', given, { cursor: '7' })).toBe('/queue?q=a+b&state=ready&cursor=7')
  expect(searchHref('/queue', given, { q: undefined, state: undefined })).toBe('/queue')
})
