import { describe, expect, test } from 'vitest'
import type { CheckSeverity, Finding, Verdict } from '@/lib/core/check/finding'
import { openChecks } from '@/lib/core/check/open-checks'
import { reviewFindings } from '@/lib/core/check/review-findings'
import { acknowledge, integrity, judgement } from './__fixtures__/acknowledge'
import type { AcknowledgementStanding } from './judge-acknowledgements'
import { isAnswerable, type SigningGate, signingGate } from './signing-gate'

const severities: readonly CheckSeverity[] = ['critical', 'high', 'medium', 'low']
const verdicts: readonly Verdict[] = ['pass', 'warn', 'fail', 'unknown', 'not-applicable']

const isOpen = ({ blocked, unknown, toAnswer }: SigningGate) =>
  blocked.length + unknown.length + toAnswer.length === 0

/** Where a finding ends up by itself, for each severity and verdict. */
function truthTable(kind: Finding['kind']) {
  const placeOf = (verdict: Verdict, severity: CheckSeverity) => {
    const findings = [{ ...judgement, kind, verdict, severity }]
    const gate = signingGate({ findings, acknowledgements: [] })
    const places = (['blocked', 'unknown', 'toAnswer'] as const).filter(
      (place) => gate[place].length > 0,
    )
    return places.join() || 'open'
  }
  return Object.fromEntries(
    verdicts.map((verdict) => [
      verdict,
      severities.map((severity) => placeOf(verdict, severity)).join(' '),
    ]),
  )
}

describe('by kind, verdict and severity (critical, high, medium, low)', () => {
  test('default: integrity', () => {
    expect(truthTable('integrity')).toEqual({
      pass: 'open open open open',
      warn: 'open open open open',
      fail: 'blocked blocked open open',
      unknown: 'unknown open open open',
      'not-applicable': 'open open open open',
    })
  })

  test('default: judgement', () => {
    expect(truthTable('judgement')).toEqual({
      pass: 'open open open open',
      warn: 'open open open open',
      fail: 'toAnswer toAnswer open open',
      unknown: 'open open open open',
      'not-applicable': 'open open open open',
    })
  })
})

describe('with acknowledgements', () => {
  const gateOf = async (
    findings: readonly Finding[],
    of: Finding,
    standing: AcknowledgementStanding = 'counts',
  ) => {
    const acknowledgement = await acknowledge(of)
    return signingGate({ findings, acknowledgements: [{ acknowledgement, standing }] })
  }

  test('default: one that counts answers its judgement, and is shown with it', async () => {
    const gate = await gateOf([judgement], judgement)
    expect(isOpen(gate)).toBe(true)
    expect(gate.answered[0]?.by[0]?.reason).toBe('The fee was voted on, and the call sets it.')
  })

  test('behavior: one that does not count answers nothing', async () => {
    for (const standing of ['not-an-owner', 'forged', 'of-another-patch'] as const) {
      const gate = await gateOf([judgement], judgement, standing)
      expect([gate.toAnswer.length, gate.answered.length], standing).toEqual([1, 0])
    }
  })

  test('behavior: an integrity check is never answered, failed or unknown', async () => {
    expect((await gateOf([integrity], integrity)).blocked).toEqual([integrity])
    const unknown: Finding = { ...integrity, verdict: 'unknown' }
    const gate = await gateOf([unknown], unknown)
    expect(gate.unknown).toEqual([unknown])
    expect(isOpen(gate)).toBe(false)
  })

  test('behavior: it covers this finding alone, not a later one of the same check', async () => {
    const later = { ...judgement, evidence: [{ where: 'call 2', what: 'transfer on 0x00' }] }
    expect((await gateOf([later], judgement)).toAnswer).toEqual([later])
    const elsewhere = { ...judgement, subject: 'Other vault' }
    const gate = await gateOf([judgement, elsewhere], judgement)
    expect(gate.toAnswer).toEqual([elsewhere])
    expect(gate.answered.map(({ finding }) => finding)).toEqual([judgement])
  })
})

test('behavior: what no version here can check blocks nobody, and asks for no reason', () => {
  const patch = { name: 'patch', facts: {} }
  const findings = reviewFindings({ patch, upgrades: [], reproduce: () => '' })
  const { blocked, unknown, toAnswer } = signingGate({ findings, acknowledgements: [] })
  const open = new Set(openChecks.map(({ id }) => id))
  expect([...blocked, ...unknown, ...toAnswer].filter(({ check }) => open.has(check))).toEqual([])
  // Nothing was gathered: the integrity checks on the patch itself are what stays without an answer.
  expect(unknown.map(({ check }) => check)).toEqual(['TX-01', 'TX-08', 'TL-04'])
})

test('isAnswerable', () => {
  expect(isAnswerable(judgement)).toBe(true)
  expect(isAnswerable(integrity)).toBe(false)
  expect(isAnswerable({ ...judgement, verdict: 'unknown' })).toBe(false)
  expect(isAnswerable({ ...judgement, severity: 'medium' })).toBe(false)
})
