import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Check } from '@/lib/core/check/check'
import type { CheckFact, CheckFacts, FactKind } from '@/lib/core/check/check-facts'
import type { Anchor, Finding } from '@/lib/core/check/finding'
import { runCheck } from '@/lib/core/check/run-check'
import { known } from './known'

/** Runs one check on facts. Whatever it finds must tell people something. */
export function runOn(check: Check, facts: CheckFacts): Finding {
  const finding = runCheck(check, {
    facts,
    subject: 'Vault → VaultV2',
    reproduce: 'npx suture review',
  })
  expectReadable(finding)
  return finding
}

const severities = ['critical', 'high', 'medium', 'low']

/** Holds where a finding says what it is and why, in whole sentences and without a hole in them. */
export function expectReadable(finding: Finding): void {
  const { check, title, severity, kind, incident, remedy, detail, evidence } = finding
  expect(check).toMatch(/^[A-Z]{2}-\d{2}$/)
  expect(title).toMatch(/^\S.*[^\s.]$/)
  expect(severities).toContain(severity)
  expect(['integrity', 'judgement']).toContain(kind)
  for (const sentence of [detail, incident ?? 'None.', remedy ?? 'None.']) {
    expect(sentence).toMatch(/^\S.*\.$/s)
  }
  for (const line of [detail, ...evidence.flatMap(({ where, what }) => [where, what])]) {
    expect(line).toMatch(/^\S/)
    expect(line).not.toMatch(/undefined|NaN|\[object/)
  }
}

export type CheckPair = {
  /** Must make it fail. */
  readonly bad: CheckFacts
  /** The nearest that is right: must make it pass. */
  readonly twin: CheckFacts
  /** Facts of the twin that would mend the bad pair: a pin, a function that is there again. */
  readonly mending?: readonly FactKind[] | undefined
}

const anchors: readonly Anchor[] = ['chain', 'recomputed', 'third-party', 'proposer']

/** The facts as they would rest on something else, each on its own. */
const restingOn = (facts: CheckFacts) =>
  fc
    .tuple(...Object.keys(facts).map(() => fc.constantFrom(...anchors)))
    .map((chosen) => {
      const entries = Object.entries(facts).map(([kind, fact], index) => [
        kind,
        fact.known ? { ...fact, anchor: chosen[index] } : fact,
      ])
      return Object.fromEntries(entries) as CheckFacts
    })

/** What holds of every check: a bad pair fails, its benign twin passes, and nothing is green by absence. */
export function describeCheck(check: Check, { bad, twin, mending = [] }: CheckPair): void {
  describe(check.id, () => {
    test('error: the bad pair', () => {
      const finding = runOn(check, bad)
      expect(finding.verdict).toBe('fail')
      expect(finding.evidence.length).toBeGreaterThan(0)
      expect(finding.remedy).toBeDefined()
    })

    test('default', () => {
      expect(runOn(check, twin).verdict).toBe('pass')
    })

    test('behavior: each missing fact makes it unknown', () => {
      for (const kind of check.needs) {
        const facts = { ...twin, [kind]: { known: false, reason: 'the node was silent' } }
        expect(runOn(check, facts)).toMatchObject({
          verdict: 'unknown',
          evidence: expect.arrayContaining([{ where: kind, what: 'the node was silent' }]),
        })
      }
    })

    test('behavior: what only the proposer says does not pass', () => {
      const entries = Object.entries(twin) as [FactKind, CheckFact<unknown>][]
      const said = entries.map(([kind, fact]) => [kind, { ...fact, anchor: 'proposer' }])
      expect(runOn(check, Object.fromEntries(said)).verdict).toBe('unknown')
    })

    test('behavior: whatever the facts rest on, the bad pair fails and the twin does not', () => {
      fc.assert(
        fc.property(restingOn(bad), restingOn(twin), (worse, better) => {
          expect(runOn(check, worse).verdict).toBe('fail')
          const { verdict, anchor } = runOn(check, better)
          expect(verdict).toBe(anchor === 'proposer' ? 'unknown' : 'pass')
        }),
        { numRuns: 5 },
      )
    })

    test('behavior: any facts that are missing make it unknown, whatever the others say', () => {
      const some = fc.subarray([...check.needs], { minLength: 1 })
      fc.assert(
        fc.property(fc.constantFrom(bad, twin), some, fc.boolean(), (facts, missing, isSaid) => {
          const gone = missing.map((kind) => [
            kind,
            isSaid ? { known: false, reason: 'the node was silent' } : undefined,
          ])
          const poor = { ...facts, ...Object.fromEntries(gone) }
          const { verdict, anchor } = runOn(check, poor)
          expect({ verdict, anchor }).toEqual({ verdict: 'unknown', anchor: undefined })
        }),
        { numRuns: 5 },
      )
    })

    test('behavior: more of what is right does not excuse what is wrong', () => {
      const right = Object.entries(twin).filter(([kind]) => !mending.includes(kind as FactKind))
      for (const isFirst of [true, false]) {
        const { verdict } = runOn(check, withMore(bad, Object.fromEntries(right), isFirst))
        expect(['fail', 'warn', 'unknown']).toContain(verdict)
      }
    })

    test('behavior: facts that it does not ask for change nothing, nor does their order', () => {
      for (const facts of [bad, twin]) {
        const turned = Object.fromEntries(Object.entries(facts).toReversed())
        expect(runOn(check, withStrangers(turned, check))).toEqual(runOn(check, facts))
      }
    })
  })
}

/** The facts with what others have besides: more members of lists, more entries of maps. */
function withMore(facts: CheckFacts, others: CheckFacts, isFirst: boolean): CheckFacts {
  const entries = Object.entries(facts).map(([kind, fact]) => {
    const other = others[kind as FactKind]
    if (!fact.known || !other?.known) return [kind, fact]
    return [kind, { ...fact, value: joined(fact.value, other.value, isFirst) }]
  })
  return Object.fromEntries(entries)
}

function joined(value: unknown, more: unknown, isFirst: boolean): unknown {
  if (Array.isArray(value) && Array.isArray(more)) {
    const added = more.filter((each) => !value.some((own) => isDeepStrictEqual(own, each)))
    return isFirst ? [...added, ...value] : [...value, ...added]
  }
  if (value instanceof Map && more instanceof Map) return new Map([...more, ...value])
  return value
}

/** The facts, and of each kind that this check has no use for one that would fail at the first use. */
function withStrangers(facts: CheckFacts, { needs, may = [] }: Check): CheckFacts {
  const used = new Set<string | symbol>([...needs, ...may])
  return new Proxy(facts, {
    get: (own, kind) => (used.has(kind) ? Reflect.get(own, kind) : known(null)),
  })
}
