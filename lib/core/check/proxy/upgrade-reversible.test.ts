import { describe, expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import {
  addressOf,
  proxy,
  stranger,
  timelockAddress,
} from '@/lib/core/check/__fixtures__/patch-facts'
import type { Rollback } from './rollback'
import { upgradeClosed } from './upgrade-closed'
import { upgradeReversible } from './upgrade-reversible'

const attempt = { sender: timelockAddress, name: 'upgradeToAndCall', problem: undefined }
const rollback: Rollback = {
  proxy,
  to: addressOf(0x10),
  orderedBy: timelockAddress,
  attempts: [attempt],
  asked: 3,
  changed: [],
}
const facts = (change: Partial<Rollback>) => ({ rollbacks: known([{ ...rollback, ...change }]) })
const refused = { ...attempt, problem: 'It reverted without saying why.' }

describeCheck(upgradeReversible, { bad: facts({ attempts: [refused] }), twin: facts({}) })

describe('PX-01', () => {
  const verdictOf = (change: Partial<Rollback>) => runOn(upgradeReversible, facts(change)).verdict
  const answer = { expression: 'rate()', before: '7', after: '8', isGone: false }

  test('error: getters that do not answer any more', () => {
    expect(verdictOf({ changed: [{ ...answer, isGone: true }] })).toBe('fail')
  })

  test('behavior: other answers, and another power, ask for a look', () => {
    expect(verdictOf({ changed: [answer] })).toBe('warn')
    expect(verdictOf({ attempts: [refused, { ...attempt, sender: stranger }] })).toBe('warn')
    expect(verdictOf({ orderedBy: undefined })).toBe('warn')
  })

  test('behavior: nothing tried is unknown', () => {
    expect(verdictOf({ attempts: [] })).toBe('unknown')
    expect(runOn(upgradeReversible, { rollbacks: known([]) }).verdict).toBe('unknown')
  })
})

const closed = { target: proxy, name: 'upgradeTo(address)', before: undefined, after: undefined }
const attempts = (...all: (typeof closed | { after: string; before: string | undefined })[]) => ({
  'upgrade attempts': known({
    stranger,
    attempts: all.map((one) => ({ ...closed, ...one })),
    untried: [],
  }),
})
const open = { after: 'writes the implementation', before: undefined }

describeCheck(upgradeClosed, { bad: attempts(open), twin: attempts(closed) })

test('behavior: PX-02 says what was open before, and nothing tried is unknown', () => {
  const before = runOn(upgradeClosed, attempts({ ...open, before: open.after }))
  expect(before).toMatchObject({
    verdict: 'fail',
    evidence: [{ what: 'upgradeTo(address): writes the implementation; before too' }],
  })
  expect(runOn(upgradeClosed, attempts()).verdict).toBe('unknown')
})

test('behavior: PX-02 does not pass for proxies that were left out', () => {
  const value = { stranger, attempts: [closed], untried: [addressOf(0x99)] }
  expect(runOn(upgradeClosed, { 'upgrade attempts': known(value) })).toMatchObject({
    verdict: 'unknown',
    evidence: [{ where: addressOf(0x99) }],
  })
  const attempts = [{ ...closed, ...open }]
  const facts = { 'upgrade attempts': known({ ...value, attempts }) }
  expect(runOn(upgradeClosed, facts).verdict).toBe('fail')
})
