import { type Address, getAddress, type Hash, zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import type { Proxy } from '@/lib/core/proxy/proxy'
import { type BuildPatchParameters, buildPatch } from './build-patch'
import { missingUpgrades } from './missing-upgrades'

const address = (n: number): Address => getAddress(`0x${n.toString(16).padStart(40, '0')}`)
const implementation = (n: number) => ({
  address: address(n),
  codeHash: `0x${n.toString(16).padStart(64, '0')}` as Hash,
})
const call = (n: number) => ({ target: address(n), value: 0n, data: '0x' }) as const
const proxy = (n: number, kind: Proxy['kind'], upgradeTarget = n): Proxy => ({
  chainId: 1,
  address: address(n),
  kind,
  implementation: implementation(0x10),
  upgradeTarget: address(upgradeTarget),
})
const [v2, v3] = [implementation(0x20), implementation(0x30)]
const build = (parameters: Partial<BuildPatchParameters>) =>
  buildPatch({
    chainId: 1,
    safe: address(1),
    timelock: address(2),
    upgrades: [],
    title: 'Fix it',
    description: '',
    severity: 'high',
    createdAt: 1n,
    ...parameters,
  })

describe('buildPatch', () => {
  test('default: the calls in order, each upgrade with its call', () => {
    const patch = build({
      callsBefore: [call(7)],
      upgrades: [
        { proxy: proxy(3, 'uups'), to: v2, migration: '0x1234' },
        { proxy: proxy(4, 'transparent', 5), to: v2, migration: '0x' },
        { proxy: proxy(6, 'beacon', 8), to: v3 },
        { proxy: proxy(9, 'beacon', 8), to: v3 },
      ],
      callsAfter: [call(11)],
    })
    expect(patch.calls.map(({ target }) => target)).toEqual([7, 3, 5, 8, 11].map(address))
    expect(patch.predecessor).toBe(zeroHash)
    expect(patch.upgrades).toHaveLength(4)
    expect(patch.upgrades[0]).toEqual({
      proxy: { address: address(3), kind: 'uups' },
      from: implementation(0x10),
      to: v2,
      migration: '0x1234',
    })
    expect(patch.upgrades[1]).not.toHaveProperty('migration')
    expect(missingUpgrades(patch)).toEqual([])
  })

  test('error: another chain', () => {
    const foreign = { ...proxy(3, 'uups'), chainId: 10 }
    expect(() =>
      build({ upgrades: [{ proxy: foreign, to: v2 }] }),
    ).toThrowErrorMatchingInlineSnapshot(`
      [ContradictingUpgradesError: A proxy stands on another chain than the patch.
      Proxy: 0x0000000000000000000000000000000000000003
      Chain of the proxy: 10
      Chain of the patch: 1
      Make one patch per chain.]
    `)
  })

  test('error: one proxy twice', () => {
    const upgrades = [v2, v3].map((to) => ({ proxy: proxy(3, 'uups'), to }))
    expect(() => build({ upgrades })).toThrowErrorMatchingInlineSnapshot(`
      [ContradictingUpgradesError: The same proxy is upgraded twice in one patch.
      Proxy: 0x0000000000000000000000000000000000000003
      Upgrade straight to the final implementation.]
    `)
  })

  test('error: one beacon at two implementations', () => {
    const upgrades = [
      { proxy: proxy(3, 'beacon', 8), to: v2 },
      { proxy: proxy(4, 'beacon', 8), to: v3 },
    ]
    expect(() => build({ upgrades })).toThrowErrorMatchingInlineSnapshot(`
      [ContradictingUpgradesError: One beacon cannot point at two implementations.
      Beacon: 0x0000000000000000000000000000000000000008
      First: 0x0000000000000000000000000000000000000020
      Then: 0x0000000000000000000000000000000000000030
      Choose one implementation for all proxies of this beacon.]
    `)
    const apart = [upgrades[0]!, { proxy: proxy(4, 'beacon', 9), to: v3 }]
    expect(build({ upgrades: apart }).calls).toHaveLength(2)
  })

  test('error: nothing to do', () => {
    expect(() => build({})).toThrowErrorMatchingInlineSnapshot(`
      [InvalidDossierError: This is not a valid dossier.
      calls: A patch makes at least one call.
      Correct the members named and send it again.]
    `)
    expect(build({ callsAfter: [call(7)] }).calls).toHaveLength(1)
  })
})

describe('missingUpgrades', () => {
  const upgrades = [
    { proxy: proxy(3, 'uups'), to: v2, migration: '0x1234' as const },
    { proxy: proxy(4, 'transparent', 5), to: v2 },
    { proxy: proxy(6, 'beacon', 8), to: v3 },
  ]
  const patch = build({ upgrades })

  test('default: an upgrade whose call is gone', () => {
    for (const [index, upgrade] of patch.upgrades.entries()) {
      const calls = patch.calls.toSpliced(index, 1)
      expect(missingUpgrades({ ...patch, calls })).toEqual([upgrade])
    }
  })

  test('behavior: another implementation or migration than the call sets', () => {
    const [uups] = patch.upgrades
    expect(missingUpgrades({ ...patch, upgrades: [{ ...uups!, to: v3 }] })).toHaveLength(1)
    expect(missingUpgrades({ ...patch, upgrades: [{ ...uups!, migration: '0x12' }] })).toHaveLength(
      1,
    )
  })
})
