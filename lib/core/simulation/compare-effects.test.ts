import { type Address, numberToHex, pad } from 'viem'
import { describe, expect, test } from 'vitest'
import { compareEffects } from './compare-effects'
import type { Effect, Effects } from './effects'

const vault: Address = '0x521fe809562DCDE295A48D017b4571d1cA15041E'
const ada: Address = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const grace: Address = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const slot = numberToHex(3n, { size: 32 })
const topic = numberToHex(77n, { size: 32 })
const word = (value: bigint) => numberToHex(value, { size: 32 })

function effectsOf(...effects: readonly Effect[]): Effects {
  const at = { number: 100n, timestamp: 1_795_000_000n }
  return { source: 'fork', at, ending: { status: 'done' }, effects, unseen: [] }
}

/** The same a thousand seconds and eighty blocks later. */
function later(...effects: readonly Effect[]): Effects {
  return { ...effectsOf(...effects), at: { number: 180n, timestamp: 1_795_001_000n } }
}

function written(type: string, before: string, after: string): Effect {
  const raw = (text: string) => (/^\d+$/.test(text) ? word(BigInt(text)) : pad(text as Address))
  return {
    kind: 'write',
    contract: vault,
    place: slot,
    name: 'value',
    before: raw(before),
    after: raw(after),
    variables: [{ path: 'value', type, before, after }],
  }
}

const raw = (before: bigint, after: bigint): Effect => ({
  kind: 'write',
  contract: vault,
  place: slot,
  name: `slot ${slot}`,
  before: word(before),
  after: word(after),
})
const event = (...words: readonly bigint[]): Effect => ({
  kind: 'event',
  contract: vault,
  place: topic,
  name: 'CapSet(uint256)',
  after: words.map(word).join(' '),
})
const ether = (amount: bigint): Effect => ({
  kind: 'ether',
  contract: vault,
  place: `${vault} → ${ada}`,
  name: '',
  after: String(amount),
})
const balance = (before: bigint, after: bigint): Effect => ({
  kind: 'balance',
  contract: vault,
  place: '',
  name: 'balance',
  before: String(before),
  after: String(after),
})

test('default', () => {
  const effects = [written('uint256', '5', '7'), event(7n), ether(3n), balance(10n, 7n)]
  expect(compareEffects(effectsOf(...effects), later(...effects))).toEqual({
    verdict: 'same',
    differences: [],
    explained: [],
    unseen: [],
  })
})

describe('behavior: every difference is told with both sides', () => {
  test.each([
    [
      'another value',
      [written('uint256', '5', '7')],
      [written('uint256', '5', '8')],
      [`value of ${vault}`, '5 → 7', '5 → 8'],
    ],
    [
      'an address from another start',
      [written('address', ada, vault)],
      [written('address', grace, vault)],
      [`value of ${vault}`, `${ada} → ${vault}`, `${grace} → ${vault}`],
    ],
    [
      'not written',
      [raw(1n, 2n)],
      [],
      [`slot ${slot} of ${vault}`, `${word(1n)} → ${word(2n)}`, 'not written'],
    ],
    [
      'written besides',
      [],
      [written('bool', '0', '1')],
      [`value of ${vault}`, 'not written', '0 → 1'],
    ],
    [
      'another event',
      [event(7n)],
      [event(8n)],
      [`event CapSet(uint256) of ${vault}`, word(7n), word(8n)],
    ],
    ['other ether', [ether(3n)], [ether(4n)], [`ether ${vault} → ${ada}`, '3', '4']],
    [
      'another change',
      [balance(10n, 7n)],
      [balance(12n, 8n)],
      [`balance of ${vault}`, '10 → 7', '12 → 8'],
    ],
    [
      'a second event',
      [event(7n)],
      [event(7n), event(7n)],
      [`event CapSet(uint256) of ${vault}`, 'not emitted', word(7n)],
    ],
  ])('%s', (_, mine, theirs, [what, expected, actual]) => {
    const { verdict, differences } = compareEffects(effectsOf(...mine), later(...theirs))
    expect(verdict).toBe('different')
    expect(differences).toMatchObject([{ what, expected, actual }])
  })
})

describe('behavior: what has to differ is told apart by its rule', () => {
  const [now, then] = [1_795_000_000n, 1_795_001_000n]
  test.each([
    ['time', [written('uint64', '5', `${now}`)], [written('uint64', '5', `${then}`)]],
    ['time', [written('uint64', '5', `${now + 600n}`)], [written('uint64', '5', `${then + 600n}`)]],
    ['time', [raw(5n, now)], [raw(5n, then)]],
    ['time', [event(7n, now)], [event(7n, then)]],
    ['block number', [written('uint256', '5', '100')], [written('uint256', '5', '180')]],
    ['start', [balance(10n, 7n)], [balance(12n, 9n)]],
    ['start', [written('uint256', '10', '7')], [written('uint256', '12', '9')]],
    ['start', [written('uint256', '10', '7')], [written('uint256', '12', '7')]],
  ])('%s', (rule, mine, theirs) => {
    const { verdict, differences, explained } = compareEffects(effectsOf(...mine), later(...theirs))
    expect(differences).toEqual([])
    expect(explained).toMatchObject([{ rule }])
    expect(verdict).toBe('same')
  })

  test.each([
    // 500 seconds further than before.
    [[written('uint64', '5', `${now}`)], [written('uint64', '5', `${then + 500n}`)]],
    // As far as the blocks are from each other, and no number of a block.
    [[written('uint256', '5', '10')], [written('uint256', '5', '90')]],
    // An address is no number.
    [[written('address', ada, grace)], [written('address', grace, ada)]],
    // A word that nobody can read has no rule for its start.
    [[raw(10n, 7n)], [raw(12n, 9n)]],
    [[event(7n, now)], [event(8n, then)]],
  ])('behavior: its twin counts', (mine, theirs) => {
    expect(compareEffects(effectsOf(...mine), later(...theirs)).verdict).toBe('different')
  })
})

test('behavior: it ends otherwise', () => {
  const failed = { ...later(), ending: { status: 'reverted', reason: 'Cap exceeded' } } as const
  expect(compareEffects(effectsOf(), failed).differences).toEqual([
    {
      kind: 'ending',
      what: 'the execution',
      expected: 'goes through',
      actual: 'fails: Cap exceeded',
    },
  ])
  expect(compareEffects(failed, failed).verdict).toBe('same')
})

test('behavior: what one side could not see is no difference and no agreement', () => {
  const blind: Effects = {
    ...later(event(7n)),
    unseen: [{ kinds: ['write', 'balance'], reason: 'the node does not trace' }],
  }
  const mine = effectsOf(written('uint256', '5', '7'), event(7n))
  expect(compareEffects(mine, blind)).toEqual({
    verdict: 'unknown',
    differences: [],
    explained: [],
    unseen: ['write, balance: the node does not trace'],
  })
  expect(compareEffects(mine, { ...blind, effects: [event(8n)] }).verdict).toBe('different')
})

test('behavior: what was not run is unknown', () => {
  const unknown = { ...later(), ending: { status: 'unknown', reason: 'no fork' } } as const
  expect(compareEffects(effectsOf(event(7n)), unknown)).toMatchObject({
    verdict: 'unknown',
    unseen: ['no fork'],
  })
})

test('behavior: a word that only one side reads is compared as it is, and named', () => {
  const read = written('uint256', '5', '7')
  expect(compareEffects(effectsOf(read), later(raw(5n, 7n))).verdict).toBe('same')
  const { differences } = compareEffects(effectsOf(read), later(raw(5n, 8n)))
  expect(differences).toMatchObject([
    {
      what: `value of ${vault}`,
      expected: `${word(5n)} → ${word(7n)}`,
      actual: `${word(5n)} → ${word(8n)}`,
    },
  ])
})
