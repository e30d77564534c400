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

describe('what was asked more than once', () => {
  const judge = (answer: InvariantAnswer) =>
    runOn(usersCanStill, {
      journeys: known([journey({})]),
      'invariant answers': known([answer]),
    })
  const moment = (when: string, before: ViewAnswer, after: ViewAnswer) => ({
    when,
    before: { view: before, to: yes(5n) },
    after: { view: after, to: yes(5n) },
  })
  const of = (...moments: InvariantAnswer['moments']) => judge(invariant(0n, { moments }))
  const linesOf = (finding: ReturnType<typeof judge>) =>
    finding.evidence.filter(({ where }) => where.startsWith('Solvent')).map(({ what }) => what)

  test('behavior: an invariant that always holds is told once, one that breaks at each moment', () => {
    const fine = [moment('at once', yes(6n), yes(6n)), moment('after Deposit', yes(6n), yes(7n))]
    expect(linesOf(of(...fine))).toEqual([
      'holds: 6 >= 5 before, 6 >= 5 after; and after each of 1 journeys',
    ])
    expect(linesOf(of(fine[0]!))).toEqual(['holds: 6 >= 5 before, 6 >= 5 after'])
    const broken = of(fine[0]!, moment('after Deposit', yes(6n), yes(4n)))
    expect(broken.verdict).toBe('fail')
    expect(linesOf(broken)).toEqual([
      'held before, does not hold now: 6 >= 5 before, 4 >= 5 after',
      'holds: 6 >= 5 before, 6 >= 5 after',
    ])
    expect(of().verdict).toBe('pass')
  })

  test('behavior: what held and cannot be asked now is broken, what was never known is unknown', () => {
    expect(of(moment('at once', yes(6n), no))).toMatchObject({ verdict: 'fail' })
    expect(linesOf(of(moment('at once', yes(6n), no)))[0]).toMatch(
      /^held before, cannot be asked now/,
    )
    expect(of(moment('at once', yes(4n), no)).verdict).toBe('unknown')
    expect(of(moment('at once', no, no)).verdict).toBe('unknown')
    expect(of(moment('at once', no, yes(6n))).verdict).toBe('pass')
    expect(of(moment('at once', no, yes(4n))).verdict).toBe('warn')
    const bound = {
      when: 'at once',
      before: { view: yes(6n), to: yes(5n) },
      after: { view: yes(6n), to: no },
    }
    expect(of(bound).verdict).toBe('unknown')
  })

  test('behavior: what is to stay is told without a bound', () => {
    const stays = invariant(0n, {
      is: 'unchanged',
      to: undefined,
      moments: [{ when: 'at once', before: { view: yes(6n) }, after: { view: yes(6n) } }],
    })
    expect(judge(stays).evidence.find(({ where }) => where.startsWith('Solvent'))).toEqual({
      where: 'Solvent: Vault.totalAssets() is unchanged, at once',
      what: 'holds: 6 before, 6 after',
    })
  })
})

describe('prices one by one', () => {
  const judge = (...prices: readonly PriceAnswer[]) =>
    runOn(pricesKept, { 'price answers': known(prices) })
  const at = (value: ViewAnswer) => ({ price: value, decimals: yes(18n) })

  test('behavior: a getter that nobody declared and that tells no number says nothing', () => {
    const odd = { before: at(yes('a')), after: at(yes('b')) }
    expect(judge(price(0n, 0n, odd)).verdict).toBe('unknown')
    expect(judge(price(0n, 0n, { ...odd, origin: 'derived' }), price(5n, 5n))).toMatchObject({
      verdict: 'pass',
      detail: '1 of 2 prices stay where they were.',
    })
    expect(judge(price(10n, 20n, { origin: 'derived' })).verdict).toBe('fail')
    for (const [before, after] of [
      [yes('a'), yes(5n)],
      [yes(5n), yes('b')],
    ] as const) {
      expect(judge(price(0n, 0n, { before: at(before), after: at(after) })).verdict).toBe('unknown')
    }
  })

  test('behavior: nothing costs nothing after as before, and a price out of nothing has no measure', () => {
    expect(judge(price(0n, 0n)).verdict).toBe('unknown')
    expect(judge(price(0n, 5n)).verdict).toBe('unknown')
    expect(judge(price(5n, 0n)).evidence[0]?.what).toBe('5 before, 0 after: it costs nothing')
    expect(judge(price(5n, 5n, { after: at(no) })).evidence[0]?.what).toMatch(
      /: the price is gone$/,
    )
  })

  test('behavior: how far it moved is told', () => {
    expect(judge(price(10_000n, 10_050n)).evidence[0]?.what).toBe(
      '10000 before, 10050 after: moved by 50 of 100 basis points allowed',
    )
    expect(judge(price(-10_000n, -9_950n)).evidence[0]?.what).toMatch(/moved by 50 of 100/)
  })

  test('behavior: beside its reference both have to hold', () => {
    const near = (reference: ViewAnswer | undefined, after = yes(1_000n)) => ({
      near: 'Feed.price()',
      after: { ...at(after), ...(reference && { reference }) },
    })
    expect(judge(price(1_000n, 0n, near(yes(1_000n)))).evidence[0]?.what).toBe(
      '1000 before, 1000 after: moved by 0 of 100 basis points allowed; Feed.price() says 1000 after, 0 basis points apart',
    )
    expect(judge(price(1_000n, 0n, near(yes(900n)))).verdict).toBe('fail')
    expect(judge(price(1_000n, 0n, near(no))).verdict).toBe('unknown')
    expect(judge(price(1_000n, 0n, near(undefined))).evidence[0]?.what).toContain('was not asked')
    expect(judge(price(2_000n, 0n, near(yes(1_000n)))).verdict).toBe('fail')
  })

  test('behavior: the worst stands first, and of very many the first are told', () => {
    const { evidence, detail } = judge(price(5n, 5n), price(0n, 5n), price(5n, 50n))
    expect(detail).toBe('Only 1 of 3 prices stay where they were.')
    expect(evidence.map(({ what }) => what.split(':')[0])).toEqual([
      '5 before, 50 after',
      '0 before, 5 after',
      '5 before, 5 after',
    ])
    const many = (count: number) =>
      judge(...Array.from({ length: count }, (_, index) => price(5n, 5n, { name: `p${index}` })))
        .evidence
    expect(many(60)).toHaveLength(60)
    expect(many(60).at(-1)?.where).toMatch(/^p59/)
    expect(many(62)).toHaveLength(61)
    expect(many(62).at(-1)).toEqual({ where: '…', what: '2 more' })
  })
})
