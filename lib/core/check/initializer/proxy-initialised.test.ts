import type { Hex } from 'viem'
import { describe, expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { contractModel } from '@/lib/core/check/__fixtures__/function-model'
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

  test('behavior: who calls what is of an initializer is known by its selector, or by what it writes', () => {
    const call = strangerCall('begin()', { writes: [callWrite(1n, 1n)] })
    expect(run(call).verdict).toBe('pass')
    const place = { path: 'src/A.sol', line: 1 }
    const initializer = { signature: 'begin()', version: 1n, writes: [], place }
    const withModel = (selector: Hex) => ({
      ...strangerFacts(call),
      'new model': known(contractModel([], { initializers: [{ ...initializer, selector }] })),
    })
    expect(runOn(proxyInitialised, withModel('0x12345678')).verdict).toBe('fail')
    expect(runOn(proxyInitialised, withModel('0x87654321')).verdict).toBe('pass')
    const own = { ...call, direct: true }
    const facts = { ...withModel('0x12345678'), ...strangerFacts(own) }
    expect(runOn(implementationInitialised, facts).verdict).toBe('fail')
    const counting = (path: string) =>
      run(strangerCall('begin()', { writes: [callWrite(1n, 1n, path)] })).verdict
    for (const path of ['_initialized', 'initialized', 'Space.initialized', 'a.b._initialized']) {
      expect(counting(path)).toBe('fail')
    }
    for (const path of ['initializedAt', 'preinitialized', '_initialized[1]', '__initialized']) {
      expect(counting(path)).toBe('pass')
    }
  })

  test('behavior: of what came through each function of each contract is told once', () => {
    const other = { selector: '0x11111111' as const }
    const [one, two] = [
      strangerCall('initA()', initialised),
      strangerCall('initB()', initialised, other),
    ]
    expect(run(one, one, two).evidence.map(({ what }) => what)).toEqual([
      'initA(), given zeros, writes slot 0',
      'initB(), given zeros, writes slot 0',
    ])
    const elsewhere = strangerCall('initA()', initialised, { target: implementation })
    expect(run(one, elsewhere).evidence).toHaveLength(2)
  })

  test.each([
    'initFoo',
    '__init',
    'reinit',
    'setup',
    'Set_Up',
    'migrateAll',
    'bootstrap',
    '_upgradeV2',
    'upgrade2',
  ])('behavior: %s is such a name', (name) => {
    const own = { writes: [callWrite(1n, 1n)] }
    const before = { ...noEffect, ...own }
    expect(run(strangerCall(name, own, { before })).verdict).toBe('warn')
    expect(run(strangerCall(`my${name}`, own, { before })).verdict).toBe('pass')
    expect(run(strangerCall(name, own)).verdict).toBe('fail')
  })

  test('behavior: what is sure stands for what its name says, and what is new for what was', () => {
    const before = { ...noEffect, ...initialised }
    const open = strangerCall('initA()', initialised, { before })
    const named = strangerCall('initA()', { writes: [callWrite(1n, 1n)] })
    expect(run(open, named).evidence[0]?.what).toBe('initA(), given zeros, writes slot 1')
    const sure = { ...named, after: open.after }
    expect(run(named, sure).evidence[0]?.what).toBe('initA(), given zeros, writes slot 0')
  })

  test('behavior: what it writes is told, the first of much', () => {
    const all = Array.from({ length: 7 }, (_, at) => callWrite(BigInt(at), 1n, `v${at}`))
    const told = (writes: typeof all) =>
      run(strangerCall('init()', { initialises: true, writes })).evidence[0]?.what
    expect(told(all)).toBe('init(), given zeros, writes v0, v1, v2, v3, v4, v5 and 1 more')
    expect(told(all.slice(1))).toBe('init(), given zeros, writes v1, v2, v3, v4, v5, v6')
    expect(told([callWrite(2n ** 64n, 1n)])).toMatch(/writes slot 0x0+10000000000000000$/)
    expect(told([callWrite(2n ** 64n - 1n, 1n)])).toMatch(/writes slot 18446744073709551615$/)
  })

  test('behavior: nothing tried is unknown', () => {
    const none = { 'stranger calls': known({ ...strangerCalls(), functions: 0, calls: 0 }) }
    expect(runOn(proxyInitialised, none)).toMatchObject({
      verdict: 'unknown',
      evidence: [{ where: 'not tried' }],
    })
    expect(runOn(implementationInitialised, none).verdict).toBe('unknown')
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
  const taken = strangerFacts(
    strangerCall('kill()', { ends: true }, direct),
    strangerCall('init()', initialised, direct),
  )
  expect(runOn(implementationInitialised, taken).detail).toMatch(/^A stranger can call 2 functions/)
})
