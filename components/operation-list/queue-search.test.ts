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
    selectors: ['0x3659cfe6'],
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

test('args: a function by its name', () => {
  const { search, problems } = readSearch({ q: 'approve', selector: 'transferFrom' })
  expect(search).toMatchObject({ text: 'approve', selectors: ['0x23b872dd'] })
  expect(problems).toEqual({})
})

test('args: addresses with their chain before them, as wallets copy them', () => {
  const read = (params: Record<string, string>, ofChain?: number) => {
    const { search, problems, given } = readSearch(params, ofChain)
    const { chainId, timelock, target, proposer, text } = search
    return { chainId, timelock, target, proposer, text, problems, given }
  }
  const placed = `oeth:${zeroAddress}`
  expect(read({ timelock: placed })).toMatchObject({
    chainId: 10,
    timelock: zeroAddress,
    given: { timelock: `10:${zeroAddress}` },
  })
  // What stands before one of them says which chain is meant.
  expect(read({ target: placed })).toMatchObject({ chainId: 10, target: zeroAddress })
  expect(read({ proposer: `eip155:10:${zeroAddress}`, timelock: '10' }).proposer).toBe(zeroAddress)
  expect(read({ q: placed })).toMatchObject({ chainId: 10, text: placed, problems: {} })
  expect(read({ target: placed }, 10)).toMatchObject({ target: zeroAddress, problems: {} })
  const one = read({ q: placed, target: placed, proposer: `base:${zeroAddress}` }, 1)
  expect(one).toMatchObject({ chainId: undefined, text: undefined, target: undefined })
  expect(one.problems).toEqual({
    q: 'This address is of chain 10, not of chain 1.',
    target: 'This address is of chain 10, not of chain 1.',
    proposer: 'This address is of chain 8453, not of chain 1.',
  })
  const two = read({ target: placed, proposer: `eth:${zeroAddress}` })
  expect(two).toMatchObject({ chainId: 10, target: zeroAddress, proposer: undefined })
  expect(two.problems).toEqual({ proposer: 'This address is of chain 1, not of chain 10.' })
  expect(read({ target: `nowhere:${zeroAddress}` }).problems).toEqual({
    target: 'What stands before the address names no chain that is known here.',
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
      "q": "“vault” is neither hexadecimal digits nor the name of a function that is known here. Search for hexadecimal digits with which an id, address or selector begins or ends, or both with … between them; for a function by its name, if it is a known one; or for any by name and types, as in setFee(uint256).",
      "risk": "None of mismatch, upgrade, ownership, self-administration, delegatecall, value, incomplete, salt-unknown.",
      "selector": "“0x12” is neither a selector, 0x and 8 hexadecimal digits, nor the name of a function that is known here. With the types of its arguments any is understood, as in setFee(uint256).",
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

test.each([
  '\0',
  '\ud800',
  '0x\udc00',
  "' | !x:* & (",
  '\\',
  '%_',
  'a'.repeat(10_000),
  '('.repeat(10_000),
  `${'x'.repeat(199)}\u{1f600}`,
])('behavior: hostile text never throws: %j', (text) => {
  const fields = ['q', 'state', 'timelock', 'target', 'selector', 'proposer', 'risk']
  const read = readSearch(Object.fromEntries(fields.map((field) => [field, text])))
  const { text: sought, ...rest } = read.search
  expect(Object.values(rest).every((value) => value === undefined)).toBe(true)
  expect(sought === undefined || /^[a]+$/.test(sought)).toBe(true)
  expect(() => searchHref('/queue', read.given)).not.toThrow()
})
