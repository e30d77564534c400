import { type Hex, parseAbi } from 'viem'
import { expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import { upgrade } from '@/lib/core/check/__fixtures__/patch-facts'
import { layerOf } from '@/lib/core/check/__fixtures__/proxy-history'
import { eip1967Slots } from '@/lib/core/proxy/eip1967-slots'
import { legacySlots } from '@/lib/core/proxy/legacy-slots'
import type { ProxyLayer } from '@/lib/core/proxy/proxy-layer'
import { kindKept } from './kind-kept'
import type { ProxiableSlots } from './proxiable-slots'

const uuid = eip1967Slots.implementation
const other = `0x${'ab'.repeat(32)}` as const

const upgradable = parseAbi([
  'error Refused()',
  'function upgradeToAndCall(address to, bytes data)',
])

const harmless = parseAbi(['function a()', 'function upgradeFee(address to)'])

function facts(
  layers: readonly ProxyLayer[],
  old: ProxiableSlots['old'],
  now: ProxiableSlots['new'],
) {
  return {
    upgrade: known(upgrade),
    'proxy layers': known(layers),
    'proxiable slots': known({ old, new: now }),
    'new ABI': known(upgradable),
  }
}

const verdictOf = (...parameters: Parameters<typeof facts>) =>
  runOn(kindKept, facts(...parameters)).verdict

describeCheck(kindKept, {
  bad: facts([layerOf('uups')], uuid, undefined),
  twin: facts([layerOf('uups')], uuid, uuid),
})

test('behavior: a proxy with an admin gets no second way to upgrade', () => {
  for (const pattern of ['transparent', 'beacon', 'zos'] as const) {
    const plain = { ...facts([layerOf(pattern)], undefined, undefined), 'new ABI': known(harmless) }
    expect(runOn(kindKept, plain)).toMatchObject({
      verdict: 'pass',
      detail: `It stays ${pattern}.`,
    })
    expect(verdictOf([layerOf(pattern)], undefined, uuid)).toBe('fail')
    expect(verdictOf([layerOf(pattern)], uuid, uuid)).toBe('warn')
  }
})

test('behavior: the slot of another kind of UUPS', () => {
  expect(verdictOf([layerOf('uups')], uuid, other)).toBe('fail')
  expect(verdictOf([layerOf('uups')], undefined, undefined)).toBe('fail')
})

test('behavior: a proxy that lies', () => {
  const contradictions = ['implementation() answers \u202Ex']
  const finding = runOn(kindKept, facts([layerOf('uups', { contradictions })], uuid, uuid))
  expect(finding.verdict).toBe('fail')
  expect(finding.evidence[0]?.what).toBe('implementation() answers ⟨U+202E⟩x')
})

test('behavior: a proxy between the proxy and its code', () => {
  expect(verdictOf([layerOf('uups'), layerOf('custom')], uuid, uuid)).toBe('warn')
})

test('behavior: no proxy, and proxies without a known way to upgrade', () => {
  expect(verdictOf([], undefined, undefined)).toBe('fail')
  for (const pattern of ['minimal', 'safe', 'diamond', 'eip1967', 'eip897', 'custom'] as const) {
    expect(verdictOf([layerOf(pattern)], undefined, undefined)).toBe('unknown')
  }
})

test('behavior: UUPS code that cannot upgrade would stay for ever, and unknown code may', () => {
  const { 'new ABI': _, ...bare } = facts([layerOf('uups')], uuid, uuid)
  const none = parseAbi(['function proxiableUUID() view returns (bytes32)'])
  expect(runOn(kindKept, { ...bare, 'new ABI': known(none) })).toMatchObject({
    verdict: 'fail',
    detail: 'The new code says that it is UUPS, and cannot upgrade its proxy.',
  })
  const older = parseAbi(['function a()', 'function upgradeTo(address to)'])
  expect(runOn(kindKept, { ...bare, 'new ABI': known(older) }).verdict).toBe('pass')
  const analysis = (...selectors: Hex[]) =>
    known({ opcodes: [], touchesStorage: true, selectors, storage: [] })
  const verdictBy = (...selectors: Hex[]) =>
    runOn(kindKept, { ...bare, 'new analysis': analysis(...selectors) }).verdict
  expect(verdictBy('0x12345678', '0x4f1ef286')).toBe('pass')
  expect(verdictBy('0x3659cfe6')).toBe('pass')
  // From the code alone not every function is seen.
  expect(verdictBy('0x12345678')).toBe('unknown')
  expect(runOn(kindKept, bare)).toMatchObject({
    verdict: 'unknown',
    detail: 'The functions of the new code are not known.',
  })
})

test('behavior: a proxy that looks at what changes from block to block', () => {
  const looking = layerOf('uups', { dependsOn: ['TIMESTAMP', 'NUMBER'] })
  const { verdict, evidence } = runOn(kindKept, facts([looking], uuid, uuid))
  expect(verdict).toBe('unknown')
  expect(evidence[0]?.what).toBe('looks at TIMESTAMP, NUMBER')
  expect(evidence).toHaveLength(3)
  expect(verdictOf([looking], uuid, undefined)).toBe('fail')
})

test('behavior: what the new code says of its slot is told', () => {
  const told = (slot: ProxiableSlots['new']) =>
    runOn(kindKept, facts([layerOf('uups')], uuid, slot)).evidence[1]
  expect(told(undefined)).toEqual({ where: upgrade.to, what: 'is no UUPS implementation' })
  for (const slot of [eip1967Slots.implementation, legacySlots.proxiable]) {
    expect(told(slot)?.what).toBe('can upgrade its proxy itself (UUPS)')
  }
  expect(told(other)?.what).toBe(`is UUPS for the slot ${other}`)
})

test('behavior: both proxies are told, and no proxy at all', () => {
  const inner = layerOf('custom')
  const { evidence } = runOn(kindKept, facts([layerOf('uups'), inner], uuid, uuid))
  expect(evidence).toHaveLength(3)
  expect(evidence[2]?.where).toBe(inner.at)
  expect(runOn(kindKept, facts([], undefined, undefined)).evidence).toEqual([
    { where: upgrade.proxies[0], what: 'forwards to nothing' },
  ])
  expect(verdictOf([layerOf('uups'), inner], uuid, undefined)).toBe('fail')
})

test('error: code behind an administered proxy that can upgrade without saying so', () => {
  const { 'new ABI': abi, ...bare } = facts([layerOf('transparent')], undefined, undefined)
  expect(runOn(kindKept, { ...bare, 'new ABI': abi })).toMatchObject({
    verdict: 'warn',
    detail: expect.stringMatching(/has a function to upgrade: what/),
  })
  const before = { ...bare, 'new ABI': abi, 'old ABI': known(upgradable) }
  expect(runOn(kindKept, before).detail).toMatch(/as the old one did/)
  const without = { ...before, 'old ABI': known(harmless) }
  expect(runOn(kindKept, without).detail).not.toMatch(/as the old one did/)
  const analysis = (...selectors: Hex[]) =>
    known({ opcodes: [], touchesStorage: true, selectors, storage: [] })
  for (const selector of ['0x3659cfe6', '0x4f1ef286'] as const) {
    const found = { ...bare, 'new analysis': analysis('0x12345678', selector) }
    expect(runOn(kindKept, found).verdict).toBe('warn')
    const old = { ...found, 'old analysis': analysis(selector) }
    expect(runOn(kindKept, old).detail).toMatch(/as the old one did/)
  }
  expect(runOn(kindKept, { ...bare, 'new analysis': analysis('0x12345678') }).verdict).toBe('pass')
  expect(runOn(kindKept, bare).verdict).toBe('pass')
})
