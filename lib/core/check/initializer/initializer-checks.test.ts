import { encodeFunctionData, type Hash, numberToHex, parseAbi } from 'viem'
import { describe, expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { contractModel, functionModel } from '@/lib/core/check/__fixtures__/function-model'
import { known } from '@/lib/core/check/__fixtures__/known'
import { miniModel, modelFacts } from '@/lib/core/check/__fixtures__/mini-models'
import { proxy, rawCallTo, upgrade, upgradeCall } from '@/lib/core/check/__fixtures__/patch-facts'
import type { CheckFacts } from '@/lib/core/check/check-facts'
import type { FunctionModel } from '@/lib/core/source/contract-model'
import { initializedSlot } from '@/lib/core/source/initialized-slot'
import { layOut } from '@/lib/core/storage-layout/__fixtures__/lay-out'
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

  const judge = (...functions: readonly Partial<FunctionModel>[]) =>
    runOn(initializersGuarded, {
      'new model': known(contractModel(functions.map((one) => functionModel(one)))),
    })

  test.each([
    'init',
    'Init',
    '__init',
    'initialize',
    'Initialize',
    'initialise',
    'initializer',
    'initialiser2',
    'initializeV2',
    'initV12',
    'initNextV3',
    'initWallet',
    'init_wallet',
    'initializeWallet',
    'reinit',
    'reInit',
    'reinitialize',
    'ReInitialize',
    'reinitializeV2',
    'setup',
    'setUp',
    'set_up',
    'SetUp',
    'setupWallet',
    'setUpWallet',
    '_setup',
  ])('error: whatever %s writes, anybody may call it again', (name) => {
    expect(judge({ name, writes: ['forge'] }).verdict).toBe('fail')
    expect(judge({ name, writes: [] }).verdict).toBe('pass')
    expect(judge({ name, writes: ['forge'], visibility: 'internal' }).verdict).toBe('pass')
  })

  test.each([
    'initiate',
    'initiateWithdrawal',
    'initial',
    'setUpgrader',
    'setups',
    'reset',
    'deinit',
    'orinit2',
    'preinitialize',
    'unsetup',
    'mysetupA',
  ])('behavior: %s is no such name', (name) => {
    expect(judge({ name, writes: ['forge'] }).verdict).toBe('pass')
  })

  test.each(['owner', '_owner', 'Space._owner', 'pendingAdmin', 'guardians', 'A.minter'])(
    'error: who writes %s takes it over, under whatever name',
    (name) => {
      expect(judge({ name: 'configure', writes: ['total', name] })).toMatchObject({
        verdict: 'fail',
        evidence: [{ what: `configure() asks for nothing and writes total, ${name}` }],
      })
    },
  )

  test('behavior: names that only hold such a word say nothing of power', () => {
    for (const name of ['ownerCount', 'formerowner', 'ownership', 'Owner.total']) {
      expect(judge({ name: 'configure', writes: [name] }).verdict).toBe('pass')
    }
  })

  const configure = (guard: string, more: Partial<FunctionModel> = {}) =>
    judge({
      name: 'configure',
      parameters: ['owner_'],
      writes: ['owner', 'set'],
      guards: [guard],
      ...more,
    }).verdict

  test('error: what asks only that the new value is another can run again', () => {
    expect(configure('owner != owner_')).toBe('fail')
    expect(configure('owner_ != owner')).toBe('fail')
    expect(configure('owner != msg.sender')).toBe('fail')
    expect(configure('owner != _msgSender()')).toBe('fail')
    expect(configure('set != block.timestamp')).toBe('fail')
    expect(configure('owner == address(0)')).toBe('pass')
    expect(configure('!set')).toBe('pass')
    expect(configure('set == 0')).toBe('pass')
    expect(configure('!set || open')).toBe('pass')
    // Of a mapping each key once, whoever chooses the key.
    expect(configure('!set[owner_]')).toBe('pass')
    expect(configure('!set[msg.sender]')).toBe('pass')
    expect(configure('owners == 0')).toBe('fail')
  })

  test('error: a version that whoever calls chooses is below another each time', () => {
    const upgraded = (guard: string) =>
      judge({ name: 'init', parameters: ['version'], writes: ['_initialized'], guards: [guard] })
        .verdict
    expect(upgraded('_initialized < version')).toBe('fail')
    expect(upgraded('_initialized < 2')).toBe('pass')
  })

  test('error: a lock that is open again afterwards is no guard', () => {
    const locked = (guard: string, name: string, more: Partial<FunctionModel> = {}) =>
      configure(guard, { writes: ['owner', name], modifiers: ['lock'], ...more })
    expect(locked('locked == 1', 'locked')).toBe('fail')
    expect(locked('!_locked', '_locked')).toBe('fail')
    expect(locked('unlocked == 1', 'unlocked')).toBe('fail')
    expect(locked('ReentrancyStorage._status != 2', '_status')).toBe('fail')
    expect(locked('_status != _ENTERED', '_status')).toBe('fail')
    expect(locked('!mutex', 'mutex')).toBe('fail')
    expect(locked('!paused', 'paused')).toBe('fail')
    // One that the function sets itself may be set for good.
    expect(locked('!locked', 'locked', { body: '{ locked = true ; owner = owner_ ; }' })).toBe(
      'pass',
    )
    expect(locked('timelock == address(0)', 'timelock')).toBe('pass')
    expect(locked('!clocked', 'clocked')).toBe('pass')
  })

  test('behavior: chosen callers may set it up again, and what could not be read may be open', () => {
    const owned = ['admin == msg.sender']
    expect(configure('admin == msg.sender', { callerGuards: owned })).toBe('pass')
    expect(configure('!frozen[msg.sender]', { callerGuards: ['!frozen[msg.sender]'] })).toBe('fail')
    expect(
      judge({ name: 'init', writes: ['set'], guards: ['!set'], unread: ['odd'] }),
    ).toMatchObject({
      verdict: 'unknown',
      evidence: [{}, { what: 'init(): odd' }],
    })
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

  test('error: what is called before the upgrade runs on the old code', () => {
    const early = (...calls: (typeof v3)[]) => ({
      ...bridge(v3, ...calls),
      calls: known([...calls.map((data) => rawCallTo(proxy, data)), upgradeCall]),
    })
    expect(run(bridge(v3, v4)).verdict).toBe('pass')
    expect(run(early(v4)).verdict).toBe('warn')
  })

  test('behavior: where the last one was never read, nobody knows whether one is left', () => {
    const same = { ...bridge('0x'), ...modelFacts('BridgeTwoSteps', 'BridgeTwoSteps') }
    expect(run(same)).toMatchObject({
      verdict: 'unknown',
      detail: 'The version that the proxy is at was not read.',
    })
    expect(run({ ...same, ...at(3n) })).toMatchObject({
      verdict: 'pass',
      detail: 'No initializer is of a version above 3, where the proxy is.',
    })
    expect(run({ ...same, ...at(2n) }).verdict).toBe('warn')
    expect(run({ ...same, ...at(0n) }).verdict).toBe('unknown')
    const steps = { ...bridge(v4), ...modelFacts('BridgeTwoSteps', 'BridgeTwoSteps') }
    expect(run({ ...steps, ...at(3n) }).verdict).toBe('pass')
  })

  test('behavior: OpenZeppelin 4 counts in a variable', () => {
    const same = { ...bridge('0x'), ...modelFacts('BridgeTwoSteps', 'BridgeTwoSteps') }
    const four = { 'old layout': known(layOut(['owner', 'address'], ['_initialized', 'uint8'])) }
    const word = (version: bigint) => numberToHex((version << 160n) | 0xabcn, { size: 32 })
    const live = (...versions: readonly bigint[]) => ({
      'live values': known(versions.map((one) => ({ words: new Map([[0n, word(one)]]) }))),
    })
    expect(run({ ...same, ...four, ...live(3n) }).verdict).toBe('pass')
    expect(run({ ...same, ...four, ...live(2n) }).verdict).toBe('warn')
    expect(run({ ...same, ...four, ...live(3n, 2n) }).verdict).toBe('warn')
    expect(run({ ...same, ...four, ...live(3n, 0n) }).verdict).toBe('unknown')
    expect(run({ ...same, ...live(3n) }).verdict).toBe('unknown')
    expect(run({ ...same, ...four, ...at(3n) }).verdict).toBe('pass')
  })

  test('behavior: versions that are no constants, and parts that could not be read', () => {
    const model = miniModel('BridgeTwoSteps')
    const [first, ...rest] = model.initializers
    const odd = { ...model, initializers: [{ ...first!, version: undefined }, ...rest] }
    expect(run({ ...bridge(v3, v4), 'new model': known(odd) })).toMatchObject({
      verdict: 'unknown',
      evidence: [{ what: `${first!.signature} is of no constant version` }],
    })
    const unread = { ...odd, unread: ['functions: odd'] }
    expect(run({ ...bridge(v3, v4), 'new model': known(unread) })).toMatchObject({
      verdict: 'unknown',
      evidence: [{}, { what: 'functions: odd' }],
    })
    const old = { ...miniModel('Bridge'), unread: ['functions: odd'] }
    expect(run({ ...bridge(v3, v4), 'old model': known(old) }).verdict).toBe('unknown')
  })

  test('behavior: no version is new', () => {
    expect(run({ ...bridge('0x'), ...modelFacts('Bridge', 'BridgeSameSteps') }).verdict).toBe(
      'pass',
    )
  })
})
