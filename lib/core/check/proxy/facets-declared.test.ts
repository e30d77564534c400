import {
  type Abi,
  type Address,
  encodeFunctionData,
  type Hex,
  keccak256,
  parseAbi,
  toFunctionSelector,
} from 'viem'
import { expect, test } from 'vitest'
import { diamondAbi } from '@/lib/core/abi/diamond-abi'
import type { AccountCode } from '@/lib/core/chain/account-code'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import { addressOf, rawCallTo } from '@/lib/core/check/__fixtures__/patch-facts'
import type { CheckFacts } from '@/lib/core/check/check-facts'
import type { Diamond } from '@/lib/core/proxy/diamond'
import { diamondCutSelector } from '@/lib/core/proxy/read-diamond-cut'
import { facetsDeclared } from './facets-declared'
import type { FacetCode } from './reviewed-diamonds'

const diamond = addressOf(0xd1a)
const cutFacet = addressOf(0xc1)
const oldFacet = addressOf(0xf1)
const newFacet = addressOf(0xf2)
const zero = addressOf(0)

const tally = toFunctionSelector('tally()')
const count = toFunctionSelector('count()')
const begin = toFunctionSelector('begin(uint256)')
const loupe = '0x7a0ed627'
const itself = '0x01ffc9a7'

const abi = parseAbi(['function tally()', 'function count() view returns (uint256)'])
const initAbi = parseAbi(['function start()'])
const start = toFunctionSelector('start()')

const add = 0
const replace = 1
const remove = 2
type Part = readonly [facet: Address, action: number, selectors: readonly Hex[]]

function cut(parts: readonly Part[], init: Address = zero, data: Hex = '0x') {
  const wire = parts.map(([facetAddress, action, functionSelectors]) => ({
    facetAddress,
    action,
    functionSelectors,
  }))
  return rawCallTo(
    diamond,
    encodeFunctionData({ abi: diamondAbi, functionName: 'diamondCut', args: [wire, init, data] }),
  )
}

const functions = new Map<Hex, Address>([
  [diamondCutSelector, cutFacet],
  [loupe, cutFacet],
  [tally, oldFacet],
  [itself, diamond],
])

const state = (rest: Partial<Diamond> = {}): Diamond => ({
  at: diamond,
  functions,
  confirmedBy: 'storage',
  contradictions: [],
  ...rest,
})

function code(
  address: Address,
  facetAbi: Abi = abi,
  {
    kind = 'contract',
    match = 'exact',
  }: { kind?: AccountCode['kind']; match?: 'exact' | 'mismatch' } = {},
): [string, { known: true; value: FacetCode }] {
  const account = { address, kind, codeHash: keccak256('0x11'), size: 1 }
  const sources = { known: true, value: { match, abi: facetAbi } } as const
  return [address.toLowerCase(), { known: true, value: { account, sources } }]
}

type Calls = readonly ReturnType<typeof cut>[]

function facts(
  calls: Calls,
  {
    is = state(),
    codes = [code(newFacet), code(oldFacet)],
  }: { is?: Diamond; codes?: ReturnType<typeof code>[] } = {},
): CheckFacts {
  const diamonds = new Map([[diamond.toLowerCase(), known(is)]])
  return {
    calls: known(calls),
    diamonds: known({ diamonds, codes: new Map(codes) }),
  }
}

const good = cut([
  [newFacet, replace, [tally]],
  [newFacet, add, [count]],
])
const run = (...parameters: Parameters<typeof facts>) => runOn(facetsDeclared, facts(...parameters))
const verdictOf = (...parameters: Parameters<typeof facts>) => run(...parameters).verdict

describeCheck(facetsDeclared, {
  // Said to be new, and in truth another's.
  bad: facts([cut([[newFacet, add, [tally, count]]])]),
  twin: facts([good]),
})

test('default: before and after', () => {
  const { evidence } = run([good])
  expect(evidence).toEqual([
    { where: newFacet, what: `1 new, 1 replaced: ${tally}, ${count}` },
    { where: 'call 1', what: '4 functions of 3 facets before, 5 functions of 3 facets after' },
  ])
})

test('behavior: without a cut it does not apply', () => {
  expect(verdictOf([rawCallTo(diamond, tally)])).toBe('not-applicable')
})

test('behavior: a cut does what it says, and can be done', () => {
  const wrong: readonly Part[] = [
    [newFacet, replace, [count]],
    [newFacet, remove, [tally]],
    [zero, replace, [tally]],
    [zero, add, [count]],
    [zero, remove, [count]],
    [oldFacet, replace, [tally]],
    [newFacet, replace, [itself]],
    [zero, remove, [itself]],
    [newFacet, 3, [count]],
    [newFacet, add, []],
    [newFacet, add, [count, count]],
  ]
  expect(wrong.map((part) => verdictOf([cut([part])]))).toEqual(wrong.map(() => 'fail'))
  expect(verdictOf([cut([[newFacet, add, [count]]], zero, '0x01')])).toBe('fail')
})

test('behavior: cuts follow each other', () => {
  const first = cut([[zero, remove, [tally]]])
  const second = cut([[newFacet, add, [tally]]])
  expect(verdictOf([second])).toBe('fail')
  expect(verdictOf([first, second])).toBe('warn')
})

test('behavior: a function that goes is told; the way to cut and the list must not go', () => {
  expect(verdictOf([cut([[zero, remove, [tally]]])])).toBe('warn')
  expect(verdictOf([cut([[zero, remove, [diamondCutSelector]]])])).toBe('fail')
  expect(verdictOf([cut([[zero, remove, [loupe]]])])).toBe('fail')
  const uncut = new Map([...functions].filter(([selector]) => selector !== diamondCutSelector))
  expect(verdictOf([good], { is: state({ functions: uncut }) })).toBe('fail')
})

test('behavior: the code of a facet', () => {
  const withFacet = (...[facetAbi, rest]: [Abi?, Parameters<typeof code>[2]?]) =>
    verdictOf([good], { codes: [code(newFacet, facetAbi, rest), code(oldFacet)] })
  expect(withFacet()).toBe('pass')
  expect(withFacet(abi, { kind: 'none' })).toBe('fail')
  expect(withFacet(abi, { kind: 'delegated' })).toBe('fail')
  expect(withFacet(abi, { match: 'mismatch' })).toBe('fail')
  expect(withFacet(parseAbi(['function tally()']))).toBe('fail')
  expect(verdictOf([good], { codes: [] })).toBe('unknown')
})

test('behavior: two functions under one selector', () => {
  // Both have the selector 0x42966c68.
  const burn = parseAbi(['function burn(uint256 amount)'])
  const collate = parseAbi(['function collate_propagate_storage(bytes16 storage_)'])
  const selector = '0x42966c68'
  const is = state({ functions: new Map([...functions, [selector, oldFacet]]) })
  const calls = [cut([[newFacet, replace, [selector]]])]
  const between = (before: Abi, after: Abi) =>
    verdictOf(calls, { is, codes: [code(newFacet, after), code(oldFacet, before)] })
  expect(between(burn, collate)).toBe('fail')
  expect(between(burn, burn)).toBe('pass')
})

test('behavior: what the diamond delegates to', () => {
  const init = addressOf(0x1217)
  const withInit = (data: Hex, ...rest: ReturnType<typeof code>[]) =>
    verdictOf([cut([[newFacet, add, [count]]], init, data)], { codes: [code(newFacet), ...rest] })
  expect(withInit(start, code(init, initAbi))).toBe('pass')
  expect(withInit(begin, code(init, initAbi))).toBe('fail')
  expect(withInit(start, code(init, initAbi, { kind: 'none' }))).toBe('fail')
  expect(withInit(start, code(init, initAbi, { match: 'mismatch' }))).toBe('fail')
  expect(withInit(start)).toBe('unknown')
})

test('behavior: a diamond whose list nothing confirms, or something contradicts', () => {
  expect(verdictOf([good], { is: state({ confirmedBy: undefined }) })).toBe('unknown')
  const contradictions = ['its storage has another facet for 0x00000001']
  expect(verdictOf([good], { is: state({ contradictions }) })).toBe('fail')
})

test('behavior: bytes that no encoder writes', () => {
  expect(verdictOf([rawCallTo(diamond, `${good.call.data}00`)])).toBe('unknown')
})

test('behavior: hundreds of facets make no longer list', () => {
  const selectors = Array.from(
    { length: 2_000 },
    (_, at) => `0x${(at + 0x10000000).toString(16)}` as Hex,
  )
  const parts = selectors.map(
    (selector, at): Part => [addressOf(0x1000 + (at % 100)), add, [selector]],
  )
  const { verdict, evidence } = run([cut(parts)])
  expect(verdict).toBe('unknown')
  expect(evidence).toHaveLength(49)
  expect(evidence.at(-1)).toEqual({ where: 'cut', what: '53 more observations' })
  expect(JSON.stringify(evidence).length).toBeLessThan(20_000)
})

test('error: one cut that cannot be read is told beside others that can', () => {
  const { verdict, evidence } = run([good, rawCallTo(diamond, `${good.call.data}00`)])
  expect(verdict).toBe('unknown')
  expect(evidence[0]).toEqual({
    where: 'call 2',
    what: 'the cut is not written as an encoder would',
  })
})

test('behavior: what is worst stands first', () => {
  const calls = [cut([[zero, remove, [tally]]]), cut([[newFacet, add, [tally]]], newFacet, start)]
  expect(run(calls).evidence.map(({ what }) => what)).toEqual([
    `the diamond delegates ${start} to it, which it does not have`,
    `removed: ${tally}`,
    '4 functions of 3 facets before, 3 functions of 2 facets after',
    `1 new: ${tally}`,
    '3 functions of 2 facets before, 4 functions of 3 facets after',
  ])
})

test('behavior: diamonds, codes and sources that were not read are unknown', () => {
  const unread = { known: false, reason: 'the node was silent' } as const
  const given = (diamonds: [string, unknown][], codes: [string, unknown][], calls = [good]) =>
    runOn(facetsDeclared, {
      calls: known(calls),
      diamonds: known({ diamonds: new Map(diamonds), codes: new Map(codes) } as never),
    })
  const is: [string, unknown] = [diamond.toLowerCase(), known(state())]
  const [facet, account] = code(newFacet)
  const told = (what: string, where: Address) => ({
    verdict: 'unknown',
    evidence: [{ where, what }],
  })
  expect(given([], [code(newFacet)])).toMatchObject(told('its facets were not read', diamond))
  expect(given([[diamond.toLowerCase(), unread]], [code(newFacet)])).toMatchObject(
    told('the node was silent', diamond),
  )
  expect(given([is], [[facet, unread]]).evidence[0]).toEqual({
    where: newFacet,
    what: 'the node was silent',
  })
  const unpublished = { known: true, value: { ...account.value, sources: unread } }
  expect(given([is], [[facet, unpublished]])).toMatchObject({
    verdict: 'unknown',
    evidence: [{ what: `1 new, 1 replaced: ${tally}, ${count}; the node was silent` }, {}],
  })
  const init = addressOf(0x1217)
  const withInit = (...codes: [string, unknown][]) =>
    given([is], [code(newFacet), ...codes], [cut([[newFacet, add, [count]]], init, start)])
  expect(withInit([init.toLowerCase(), unread])).toMatchObject({
    verdict: 'unknown',
    evidence: [{ where: init, what: 'the node was silent' }, {}, {}],
  })
  expect(withInit([init.toLowerCase(), unpublished])).toMatchObject({
    verdict: 'unknown',
    evidence: [{ where: init, what: `initialises with ${start}; the node was silent` }, {}, {}],
  })
})

test('behavior: a diamond that delegates to itself, with code that it has', () => {
  const calls = [cut([[newFacet, add, [count]]], diamond, tally)]
  expect(run(calls, { codes: [code(newFacet), code(diamond)] })).toMatchObject({
    verdict: 'unknown',
    evidence: [{ where: diamond, what: 'the diamond delegates to itself' }, {}, {}],
  })
})

test('behavior: what a cut brings is told facet by facet', () => {
  const third = addressOf(0xf3)
  const calls = [
    cut([
      [newFacet, add, [count]],
      [third, replace, [tally]],
    ]),
  ]
  const codes = [
    code(newFacet, parseAbi(['error Odd()', 'function count()'])),
    code(third, parseAbi(['function tally()'])),
  ]
  expect(run(calls, { codes }).evidence.slice(0, 2)).toEqual([
    { where: newFacet, what: `1 new: ${count}` },
    { where: third, what: `1 replaced: ${tally}` },
  ])
  const missing = [code(newFacet, parseAbi(['function tally()'])), codes[1]!]
  expect(run(calls, { codes: missing }).evidence[0]).toEqual({
    where: newFacet,
    what: `has no function for ${count}`,
  })
})

test('behavior: of many selectors the first are told', () => {
  const lost = Array.from({ length: 17 }, (_, at) => `0x${(at + 0x10000000).toString(16)}` as Hex)
  const is = state({
    functions: new Map([...functions, ...lost.map((one) => [one, oldFacet] as const)]),
  })
  const toldOf = (selectors: readonly Hex[]) =>
    run([cut([[zero, remove, selectors]])], { is }).evidence[0]?.what
  expect(toldOf(lost)).toBe(`removed: ${lost.slice(0, 16).join(', ')} and 1 more`)
  expect(toldOf(lost.slice(1))).toBe(`removed: ${lost.slice(1).join(', ')}`)
})
