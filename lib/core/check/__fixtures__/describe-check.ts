import { describe, expect, test } from 'vitest'
import type { Check } from '@/lib/core/check/check'
import type { CheckFact, CheckFacts, FactKind } from '@/lib/core/check/check-facts'
import type { Anchor, Finding } from '@/lib/core/check/finding'
import { runCheck } from '@/lib/core/check/run-check'

/** A fact that is known, for tests. */
export function known<T>(value: T, anchor: Anchor = 'recomputed'): CheckFact<T> {
  return { known: true, value, anchor }
}

/** Runs one check on facts. */
export function runOn(check: Check, facts: CheckFacts): Finding {
  return runCheck(check, { facts, subject: 'Vault → VaultV2', reproduce: 'npx suture review' })
}

export type CheckPair = {
  /** Must make it fail. */
  readonly bad: CheckFacts
  /** The nearest that is right: must make it pass. */
  readonly twin: CheckFacts
}

/** What holds of every check: a bad pair fails, its benign twin passes, and nothing is green by absence. */
export function describeCheck(check: Check, { bad, twin }: CheckPair): void {
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
  })
}
