import { expect, test } from 'vitest'
import type { Finding, Verdict } from '@/lib/core/check/finding'
import { foldFindings } from './fold-findings'

function finding(verdict: Verdict, detail = 'Said.'): Finding {
  return {
    check: 'ST-01',
    title: 'Kept',
    verdict,
    severity: 'high',
    kind: 'integrity',
    subject: 'patch',
    detail,
    evidence: [],
    reproduce: '',
  }
}

const shapeOf = (findings: readonly Finding[]) =>
  foldFindings(findings).map((entry) =>
    entry.kind === 'run' ? entry.summary : entry.finding.verdict,
  )

test('default', () => {
  expect(
    shapeOf([
      finding('pass'),
      finding('not-applicable'),
      finding('pass'),
      finding('fail'),
      finding('not-applicable'),
      finding('warn'),
    ]),
  ).toEqual(['2 passed, 1 does not apply', 'fail', '1 does not apply', 'warn'])
})

test('behavior: what is unknown folds only with neighbours of the same reason', () => {
  const [one, other] = [finding('unknown', 'No sources.'), finding('unknown', 'No simulation.')]
  expect(shapeOf([one, one, other])).toEqual(['2 unknown. No sources.', 'unknown'])
})

test('behavior: what failed or warns never folds, and nothing is lost', () => {
  const findings = [finding('fail'), finding('fail'), finding('warn'), finding('warn')]
  expect(shapeOf(findings)).toEqual(['fail', 'fail', 'warn', 'warn'])
  const mixed = [finding('pass'), finding('unknown'), finding('unknown'), finding('fail')]
  const all = foldFindings(mixed).flatMap((entry) =>
    entry.kind === 'run' ? entry.findings : [entry.finding],
  )
  expect(all).toEqual(mixed)
})
