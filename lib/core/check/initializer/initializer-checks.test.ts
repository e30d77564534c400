import { encodeFunctionData, type Hash, numberToHex, parseAbi } from 'viem'
import { describe, expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import { miniModel, modelFacts } from '@/lib/core/check/__fixtures__/mini-models'
import { proxy, rawCallTo, upgrade, upgradeCall } from '@/lib/core/check/__fixtures__/patch-facts'
import type { CheckFacts } from '@/lib/core/check/check-facts'
import { initializedSlot } from '@/lib/core/source/initialized-slot'
import { initializersGuarded } from './initializers-guarded'
import { noVersionSkipped } from './no-version-skipped'

describeCheck(initializersGuarded, {
  bad: { 'new model': known(miniModel('WalletOpen')) },
  twin: { 'new model': known(miniModel('WalletOnce')) },
})

describe('IN-03', () => {
  test.each(['WalletByName', 'WalletTaken', 'WalletMeasured'])('error: %s', (name) => {
    expect(runOn(initializersGuarded, { 'new model': known(miniModel(name)) }).verdict).toBe('fail')
  })

  test('behavior: the modifier of OpenZeppelin is a guard', () => {
    const facts = { 'new model': known(miniModel('WalletByModifier')) }
    expect(runOn(initializersGuarded, facts)).toMatchObject({ verdict: 'pass' })
  })
})

const v3 = encodeFunctionData({ abi: parseAbi(['function initializeV3(uint256)']), args: [1n] })
const v4 = encodeFunctionData({ abi: parseAbi(['function initializeV4(uint256)']), args: [1n] })
const bridge = (migration: typeof v3 | '0x', ...after: (typeof v3)[]): CheckFacts => ({
  ...modelFacts('Bridge', 'BridgeTwoSteps'),
  upgrade: known({ ...upgrade, migration }),
  calls: known([upgradeCall, ...after.map((data) => rawCallTo(proxy, data))]),
})

describeCheck(noVersionSkipped, { bad: bridge(v4), twin: bridge(v3, v4) })

describe('IN-04', () => {
  const run = (facts: CheckFacts) => runOn(noVersionSkipped, facts)
  const at = (version: bigint) => ({
    'live values': known([
      { words: new Map<bigint, Hash>([[initializedSlot, numberToHex(version, { size: 32 })]]) },
    ]),
  })

  test('error: the skipped one is named with what it would have written', () => {
    expect(run(bridge(v4)).evidence.map(({ what }) => what)).toMatchInlineSnapshot(`
      [
        "initializeV3(uint256), version 2, is skipped; it writes InitializableStorage._initialized, InitializableStorage._initializing, totalWeight",
      ]
    `)
  })

  test('error: the higher one first', () => {
    expect(run(bridge(v4, v3)).verdict).toBe('fail')
  })

  test('behavior: none is called at all', () => {
    expect(run(bridge('0x')).verdict).toBe('warn')
  })

  test('behavior: what the proxy has run, the chain says', () => {
    expect(run({ ...bridge(v4), ...at(2n) }).verdict).toBe('pass')
    const same = modelFacts('BridgeTwoSteps', 'BridgeTwoSteps')
    expect(run({ ...bridge(v4), ...same, ...at(1n) }).verdict).toBe('fail')
  })

  test('behavior: no version is new', () => {
    expect(run({ ...bridge('0x'), ...modelFacts('Bridge', 'BridgeSameSteps') }).verdict).toBe(
      'pass',
    )
  })
})
