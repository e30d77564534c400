import { expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import { upgrade } from '@/lib/core/check/__fixtures__/patch-facts'
import { layerOf } from '@/lib/core/check/__fixtures__/proxy-history'
import { eip1967Slots } from '@/lib/core/proxy/eip1967-slots'
import type { ProxyLayer } from '@/lib/core/proxy/proxy-layer'
import { kindKept } from './kind-kept'
import type { ProxiableSlots } from './proxiable-slots'

const uuid = eip1967Slots.implementation
const other = `0x${'ab'.repeat(32)}` as const

function facts(
  layers: readonly ProxyLayer[],
  old: ProxiableSlots['old'],
  now: ProxiableSlots['new'],
) {
  return {
    upgrade: known(upgrade),
    'proxy layers': known(layers),
    'proxiable slots': known({ old, new: now }),
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
    expect(verdictOf([layerOf(pattern)], undefined, undefined)).toBe('pass')
    expect(verdictOf([layerOf(pattern)], undefined, uuid)).toBe('fail')
    expect(verdictOf([layerOf(pattern)], uuid, uuid)).toBe('warn')
  }
})

test('behavior: the slot of another kind of UUPS', () => {
  expect(verdictOf([layerOf('uups')], uuid, other)).toBe('fail')
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
