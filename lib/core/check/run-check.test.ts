import { describe, expect, test } from 'vitest'
import type { Check, Judgement } from './check'
import type { CheckFact, CheckFacts } from './check-facts'
import { checks } from './checks'
import type { Anchor } from './finding'
import { runCheck } from './run-check'
import { runChecks } from './run-checks'

const given = { subject: 'Vault → VaultV2', reproduce: 'npx suture review' }

/** A check of the two ABIs that may use the old layout, and finds what it is told to. */
function checkThat(finds: Judgement['verdict'], more: Partial<Check> = {}): Check {
  return {
    id: 'XX-01',
    title: 'Something holds',
    severity: 'high',
    about: 'upgrade',
    kind: 'judgement',
    needs: ['old ABI', 'new ABI'],
    remedy: 'Do something else.',
    run: () => ({ verdict: finds, detail: 'It is so.', evidence: [] }),
    ...more,
  }
}

const known = (anchor: Anchor): CheckFact<never> => ({ known: true, value: [] as never, anchor })
const unknown = (reason: string): CheckFact<never> => ({ known: false, reason })
const factsFrom = (before: Anchor, after: Anchor): CheckFacts =>
  ({ 'old ABI': known(before), 'new ABI': known(after) }) as CheckFacts

describe('runCheck', () => {
  test('default: a pass needs no remedy and names the weakest of what it rests on', () => {
    const facts = factsFrom('chain', 'recomputed')
    expect(runCheck(checkThat('pass'), { facts, ...given })).toEqual({
      check: 'XX-01',
      title: 'Something holds',
      severity: 'high',
      kind: 'judgement',
      incident: undefined,
      ...given,
      verdict: 'pass',
      detail: 'It is so.',
      evidence: [],
      anchor: 'recomputed',
      remedy: undefined,
    })
  })

  test.each<[weakest: Anchor, before: Anchor, after: Anchor]>([
    ['chain', 'chain', 'chain'],
    ['recomputed', 'recomputed', 'chain'],
    ['third-party', 'recomputed', 'third-party'],
    ['third-party', 'third-party', 'chain'],
    ['proposer', 'third-party', 'proposer'],
    ['proposer', 'proposer', 'chain'],
  ])('behavior: it rests on the weakest of them: %s', (weakest, before, after) => {
    const facts = factsFrom(before, after)
    expect(runCheck(checkThat('fail'), { facts, ...given }).anchor).toBe(weakest)
  })

  test('behavior: a fact that it may use weakens it too, and nothing else does', () => {
    const facts = { ...factsFrom('chain', 'chain'), 'old layout': known('proposer') } as CheckFacts
    const may = checkThat('pass', { may: ['old layout'] })
    expect(runCheck(may, { facts, ...given }).verdict).toBe('unknown')
    expect(runCheck(checkThat('pass'), { facts, ...given }).verdict).toBe('pass')
  })

  test.each(['pass', 'not-applicable'] as const)(
    'behavior: what only the proposer says is no %s',
    (verdict) => {
      const facts = factsFrom('chain', 'proposer')
      expect(runCheck(checkThat(verdict), { facts, ...given })).toMatchObject({
        verdict: 'unknown',
        detail: 'Only the proposer says so: It is so.',
        anchor: 'proposer',
        remedy: 'Do something else.',
      })
      const others = factsFrom('chain', 'third-party')
      expect(runCheck(checkThat(verdict), { facts: others, ...given })).toMatchObject({
        verdict,
        detail: 'It is so.',
        remedy: undefined,
      })
    },
  )

  test('behavior: what fails by the proposer’s own word fails, with a remedy', () => {
    const facts = factsFrom('proposer', 'proposer')
    expect(runCheck(checkThat('fail'), { facts, ...given })).toMatchObject({
      verdict: 'fail',
      detail: 'It is so.',
      remedy: 'Do something else.',
    })
  })

  test('behavior: what is missing is named with its reason, and no check is run', () => {
    const facts = {
      'old ABI': unknown('the node was silent'),
      'new ABI': unknown('no sources'),
    } as CheckFacts
    const run = () => expect.unreachable()
    expect(runCheck(checkThat('pass', { run }), { facts, ...given })).toMatchObject({
      verdict: 'unknown',
      detail: 'Not checked: old ABI, new ABI not known.',
      evidence: [
        { where: 'old ABI', what: 'the node was silent' },
        { where: 'new ABI', what: 'no sources' },
      ],
      remedy: 'Do something else.',
    })
  })

  test('behavior: what nobody gathered is missing, and a simulation that nobody made is told as that', () => {
    const check = checkThat('pass', { needs: ['old ABI', 'simulation'] })
    expect(runCheck(check, { facts: {}, ...given }).evidence).toEqual([
      { where: 'old ABI', what: 'was not gathered' },
      { where: 'simulation', what: 'no simulation was made' },
    ])
  })

  test('behavior: a hint sees what is known, and stands behind what is missing', () => {
    const facts = { 'old ABI': known('chain') } as CheckFacts
    const hint = (values: object) => [{ where: 'hint', what: Object.keys(values).join() }]
    expect(runCheck(checkThat('pass', { hint }), { facts, ...given })).toMatchObject({
      verdict: 'unknown',
      evidence: [
        { where: 'new ABI', what: 'was not gathered' },
        { where: 'hint', what: 'old ABI' },
      ],
    })
  })
})

describe('runChecks', () => {
  test('default: only checks all of whose facts were asked for, known or not', () => {
    const facts = { 'old ABI': unknown('no sources') } as CheckFacts
    const asked = checks.filter(({ needs }) => needs.every((kind) => kind === 'old ABI'))
    const ids = (found: readonly { check: string }[]) => found.map(({ check }) => check)
    expect(ids(runChecks({ facts, ...given }))).toEqual(asked.map(({ id }) => id))
    const both = { ...facts, 'new ABI': unknown('no sources') } as CheckFacts
    const more = ids(runChecks({ facts: both, ...given }))
    expect(more.length).toBeGreaterThan(asked.length)
    expect(more.length).toBeLessThan(checks.length)
  })
})
