import { describe, expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import { addressOf } from '@/lib/core/check/__fixtures__/patch-facts'
import type {
  InvariantAnswer,
  JourneyAnswer,
  JourneyRun,
  PriceAnswer,
  ViewAnswer,
} from '@/lib/core/simulation/expected-answers'
import { pricesKept } from './prices-kept'
import { usersCanStill } from './users-can-still'

const yes = <T>(value: T) => ({ known: true, value }) as const
const no: ViewAnswer = { known: false, reason: 'reverts' }
const by = addressOf(7)
const run = (failure?: string): JourneyRun =>
  yes({ steps: [{ call: 'Vault.deposit(5, self)', by, failure }] })

const journey = (more: Partial<JourneyAnswer>): JourneyAnswer => ({
  name: 'Deposit',
  origin: 'declared',
  before: run(),
  after: run(),
  ...more,
})

const price = (before: bigint, after: bigint, more: Partial<PriceAnswer> = {}): PriceAnswer => ({
  name: 'cbETH',
  origin: 'declared',
  view: 'Oracle.price()',
  maxChangeBps: 100,
  before: { price: yes(before), decimals: yes(18n) },
  after: { price: yes(after), decimals: yes(18n) },
  ...more,
})

const invariant = (after: bigint, more: Partial<InvariantAnswer> = {}): InvariantAnswer => ({
  name: 'Solvent',
  view: 'Vault.totalAssets()',
  is: '>=',
  to: '5',
  moments: [
    {
      when: 'at once',
      before: { view: yes(6n), to: yes(5n) },
      after: { view: yes(after), to: yes(5n) },
    },
  ],
  ...more,
})

describeCheck(pricesKept, {
  bad: { 'price answers': known([price(2_200n * 10n ** 18n, 112n * 10n ** 16n)]) },
  twin: { 'price answers': known([price(2_200n * 10n ** 18n, 2_199n * 10n ** 18n)]) },
})

describe('SM-05', () => {
  const judge = (...prices: readonly PriceAnswer[]) =>
    runOn(pricesKept, { 'price answers': known(prices) })

  test('behavior: exactly as far as is allowed', () => {
    expect(judge(price(10_000n, 10_100n)).verdict).toBe('pass')
    expect(judge(price(10_000n, 10_101n)).verdict).toBe('fail')
    expect(judge(price(10_000n, 9_899n)).verdict).toBe('fail')
    expect(judge(price(-10_000n, -10_100n)).verdict).toBe('pass')
  })

  test('behavior: other decimals, no answer, nothing to hold it against', () => {
    const other = { price: yes(10_000n), decimals: yes(8n) }
    expect(judge(price(10_000n, 1n, { after: other })).evidence).toMatchInlineSnapshot(`
      [
        {
          "what": "10000 before, 10000 after, in other decimals: 18 → 8",
          "where": "cbETH: Oracle.price() (declared)",
        },
      ]
    `)
    const gone = { price: no, decimals: yes(18n) }
    expect(judge(price(1n, 1n, { after: gone })).verdict).toBe('fail')
    expect(judge(price(1n, 1n, { before: gone })).verdict).toBe('unknown')
    expect(judge(price(1n, 1n, { before: gone, after: gone })).verdict).toBe('unknown')
    expect(judge(price(1n, 0n, { maxChangeBps: 20_000 })).verdict).toBe('fail')
  })

  test('behavior: a new price beside its reference', () => {
    const before = { price: no, decimals: yes(18n) }
    const beside = (reference: bigint) => ({
      before,
      near: 'Feed.price()',
      after: { price: yes(1_000n), decimals: yes(18n), reference: yes(reference) },
    })
    expect(judge(price(0n, 0n, beside(1_005n))).verdict).toBe('pass')
    expect(judge(price(0n, 0n, beside(900n))).verdict).toBe('fail')
  })
})

describeCheck(usersCanStill, {
  bad: { journeys: known([journey({ after: run('reverts: paused') })]) },
  twin: { journeys: known([journey({})]) },
})

describe('SM-06', () => {
  const judge = (journeys: readonly JourneyAnswer[], invariants: readonly InvariantAnswer[] = []) =>
    runOn(usersCanStill, { journeys: known(journeys), 'invariant answers': known(invariants) })

  test('behavior: what failed before as well says nothing of the patch', () => {
    const both = { before: run('reverts'), after: run('reverts') }
    expect(judge([journey(both)])).toMatchObject({
      verdict: 'unknown',
      evidence: [{ what: `failed before as well: Vault.deposit(5, self) as ${by} reverts` }],
    })
    const derived = journey({ ...both, origin: 'derived' })
    expect(judge([derived]).verdict).toBe('unknown')
    expect(judge([derived, journey({})]).verdict).toBe('pass')
    expect(judge([journey({ before: { known: false, reason: 'nobody holds it' } })]).verdict).toBe(
      'unknown',
    )
  })

  test('behavior: an invariant that breaks is refuted, whatever the journeys say', () => {
    expect(judge([journey({})], [invariant(5n)]).verdict).toBe('pass')
    expect(judge([journey({})], [invariant(4n)]).evidence[0]).toMatchInlineSnapshot(`
      {
        "what": "held before, does not hold now: 6 >= 5 before, 4 >= 5 after",
        "where": "Solvent: Vault.totalAssets() >= 5, at once",
      }
    `)
    expect(judge([journey({})], [invariant(4n)]).verdict).toBe('fail')
  })

  test('behavior: an invariant that did not hold before', () => {
    const moment = { view: yes(4n), to: yes(5n) }
    const moments = [{ when: 'at once', before: moment, after: moment }]
    expect(judge([journey({})], [invariant(4n, { moments })]).verdict).toBe('warn')
  })

  test('behavior: what is to stay as it is', () => {
    const unchanged = (after: ViewAnswer): InvariantAnswer =>
      invariant(0n, {
        is: 'unchanged',
        to: undefined,
        moments: [{ when: 'at once', before: { view: yes('0xAb') }, after: { view: after } }],
      })
    expect(judge([journey({})], [unchanged(yes('0xab'))]).verdict).toBe('pass')
    expect(judge([journey({})], [unchanged(yes('0xac'))]).verdict).toBe('fail')
    expect(judge([journey({})], [unchanged(no)]).verdict).toBe('fail')
  })

  test('behavior: hostile names are made visible', () => {
    const { evidence } = judge([journey({ name: 'pa\u202Eused' })])
    expect(evidence[0]?.where).toContain('⟨U+202E⟩')
  })
})
