import { concat, type Hash, keccak256, zeroAddress, zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import { simulationOf, wordOf, writtenSlot } from '@/lib/core/check/__fixtures__/attack-facts'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import { addressOf, proxy, stranger, upgrade } from '@/lib/core/check/__fixtures__/patch-facts'
import type { SlotChange } from '@/lib/core/simulation/state-diff'
import { trustsNoZero } from './trusts-no-zero'

const facts = (...slots: SlotChange[]) => ({
  upgrade: known(upgrade),
  simulation: known(simulationOf([proxy, ...slots])),
})
const written = (path: string, after = 1n, before = 0n) => writtenSlot(900n, before, after, path)

// Nomad: confirmAt[0x00] = 1.
describeCheck(trustsNoZero, {
  bad: facts(written(`confirmAt[${zeroHash}]`)),
  twin: facts(written(`confirmAt[${wordOf(0xabcn)}]`)),
})

describe('IN-07', () => {
  const verdictOf = (...slots: SlotChange[]) => runOn(trustsNoZero, facts(...slots)).verdict

  test('error: an address, and a key within a key', () => {
    expect(verdictOf(written(`isKeeper[${zeroAddress}]`))).toBe('fail')
    expect(verdictOf(written(`limits[${addressOf(7)}][${zeroAddress}].daily`))).toBe('fail')
  })

  test('error: without any layout, by the hash', () => {
    const zeroKey: Hash = keccak256(concat([zeroHash, wordOf(201n)]))
    expect(runOn(trustsNoZero, facts(writtenSlot(zeroKey, 0n, 1n)))).toMatchObject({
      verdict: 'fail',
      evidence: [{ what: expect.stringContaining('the zero key of a mapping in slot 201') }],
    })
    expect(verdictOf(writtenSlot(keccak256('0x01'), 0n, 1n))).toBe('unknown')
  })

  test('behavior: the first of a list, and the role of the admin', () => {
    expect(verdictOf(written('pools[0]'))).toBe('pass')
    const role = `openzeppelin.storage.AccessControl._roles[${zeroHash}].hasRole[${stranger}]`
    expect(verdictOf(written(role))).toBe('pass')
    expect(verdictOf(written(`trusted[${zeroHash}][${stranger}]`))).toBe('warn')
    expect(verdictOf(written(`trusted[${stranger}][${zeroHash}][7]`))).toBe('warn')
    expect(verdictOf(written(`trusted[${stranger}][${wordOf(5n)}][7]`))).toBe('pass')
    expect(verdictOf(written(`_roles[${zeroHash}]`))).toBe('fail')
    expect(verdictOf(written(`_roles[${zeroHash}].members[${zeroAddress}]`))).toBe('fail')
    expect(verdictOf(written(`_roles[${zeroHash}].a[${zeroHash}][7]`))).toBe('warn')
    expect(verdictOf(written(`my_roles[${zeroHash}].a[7]`))).toBe('warn')
  })

  test('behavior: a zero key that is cleared, and an address that is', () => {
    expect(verdictOf(written(`confirmAt[${zeroHash}]`, 0n, 1n))).toBe('pass')
    const cleared = { ...written('oracle', 0n, 7n) }
    const variables = cleared.variables.map((one) => ({ ...one, type: 'address' }))
    expect(verdictOf({ ...cleared, variables })).toBe('warn')
  })

  test('behavior: other contracts are not asked', () => {
    const other = known(simulationOf([stranger, written(`confirmAt[${zeroHash}]`)]))
    expect(runOn(trustsNoZero, { ...facts(), simulation: other }).verdict).toBe('pass')
  })

  test('behavior: what was not seen is unknown', () => {
    const diff = { known: false, reason: 'the fork was silent' } as const
    const simulation = known({ ...simulationOf(), diff })
    expect(runOn(trustsNoZero, { ...facts(), simulation }).verdict).toBe('unknown')
  })
})
