import { describe, expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import { implementation, stranger } from '@/lib/core/check/__fixtures__/patch-facts'
import {
  callWrite,
  noEffect,
  strangerCall,
  strangerCalls,
  strangerFacts,
} from '@/lib/core/check/__fixtures__/stranger-facts'
import { implementationInitialised, proxyInitialised } from './proxy-initialised'

const writes = [callWrite(0n, stranger)]
const initialised = { writes, initialises: true }
const direct = { target: implementation, direct: true, before: undefined }

describeCheck(proxyInitialised, {
  bad: strangerFacts(strangerCall('0xdeadbeef', initialised)),
  // A stranger who initialises nothing, and an implementation that is another check's.
  twin: strangerFacts(
    strangerCall('deposit(uint256)', { writes }),
    strangerCall('initialize(address)', initialised, direct),
  ),
})

describeCheck(implementationInitialised, {
  bad: strangerFacts(strangerCall('initialize(address)', initialised, direct)),
  twin: strangerFacts(strangerCall('initialize(address)', { writes: [] }, direct)),
})

describe('IN-01', () => {
  const run = (...calls: ReturnType<typeof strangerCall>[]) =>
    runOn(proxyInitialised, strangerFacts(...calls))

  test('error: by its name, where the stranger is then named', () => {
    expect(run(strangerCall('initWallet(address)', { writes })).verdict).toBe('fail')
    expect(run(strangerCall('setup()', { writes: [callWrite(1n, 1n)] })).verdict).toBe('fail')
  })

  test('error: what was open before is told apart', () => {
    const before = { ...noEffect, ...initialised }
    const finding = run(strangerCall('initialize()', initialised, { before }))
    expect(finding.verdict).toBe('fail')
    expect(finding.detail).toContain('1 of them could be called before too')
    expect(finding.evidence[0]?.what).toMatch(/before too$/)
  })

  test('error: with one of several arguments', () => {
    const nothing = strangerCall('setup(address)', { writes: [callWrite(1n, 1n)] }, direct)
    const taken = { ...nothing, after: { ...nothing.after, writes } }
    const facts = strangerFacts(nothing, taken)
    expect(runOn(implementationInitialised, facts).verdict).toBe('fail')
    expect(runOn(implementationInitialised, strangerFacts(nothing)).verdict).toBe('warn')
  })

  test('behavior: a migration that users make themselves asks for a look', () => {
    const own = { writes: [callWrite(1n, 1n)] }
    const before = { ...noEffect, ...own }
    expect(run(strangerCall('migrate()', own, { before })).verdict).toBe('warn')
  })

  test('behavior: what was not tried is unknown', () => {
    const untried = { ...strangerCalls(), untried: ['20 of 60 calls'] }
    const facts = { 'stranger calls': known(untried) }
    expect(runOn(proxyInitialised, facts).verdict).toBe('unknown')
    expect(runOn(implementationInitialised, facts).verdict).toBe('unknown')
  })
})

test('error: IN-02, somebody ends the implementation or runs its own code in it', () => {
  for (const effect of [{ ends: true }, { runsGiven: true }]) {
    const facts = strangerFacts(strangerCall('kill()', effect, direct))
    expect(runOn(implementationInitialised, facts).verdict).toBe('fail')
  }
})
