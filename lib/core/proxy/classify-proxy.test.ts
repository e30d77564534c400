import { type Address, getAddress, type Hash, type Hex, zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import { classifyProxy, type ProxyFacts } from './classify-proxy'
import { eip1967Slots } from './eip1967-slots'
import { describeNotAProxy } from './not-a-proxy'

const address = (n: number): Address => getAddress(`0x${n.toString(16).padStart(40, '0')}`)
const word = (n: number): Hex => `0x${n.toString(16).padStart(64, '0')}`
const codeHash: Hash = `0x${'c0'.repeat(32)}`
const at = { chainId: 1, address: address(0xa) }
const classify = (facts: ProxyFacts) => classifyProxy({ at, facts })

const none = { implementation: zeroHash, admin: zeroHash, beacon: zeroHash }
const uups: ProxyFacts = {
  codeHash,
  slots: { ...none, implementation: word(0xb) },
  implementationCodeHash: codeHash,
  proxiableUuid: eip1967Slots.implementation,
  upgradeInterfaceVersion: '5.0.0',
  owner: address(0xf),
}
const transparent: ProxyFacts = {
  codeHash,
  slots: { ...none, implementation: word(0xb), admin: word(0xd) },
  implementationCodeHash: codeHash,
  upgradeInterfaceVersion: '5.0.0',
  adminOwner: address(0xf),
}
const beacon: ProxyFacts = {
  codeHash,
  slots: { ...none, beacon: word(0xe) },
  implementationCodeHash: codeHash,
  beaconImplementation: address(0xb),
  beaconOwner: address(0xf),
}
const implementation = { address: address(0xb), codeHash }

describe('eip1967Slots', () => {
  // The literals of the EIP.
  test('default', () => {
    expect(eip1967Slots).toEqual({
      implementation: '0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc',
      admin: '0xb53127684a568b3173ae13b9f8a6016e243e63b6e8ee1178d6a717850b5d6103',
      beacon: '0xa3f0ad74e5423aebfd80d3ef4346578335a9a72aeaee59ff6cb3582b35133d50',
    })
  })
})

describe('classifyProxy', () => {
  test('default: uups', () => {
    expect(classify(uups)).toEqual({
      ...at,
      kind: 'uups',
      implementation,
      upgradeTarget: at.address,
      upgradeInterface: '5.0.0',
      authority: address(0xf),
    })
  })

  test('default: transparent', () => {
    expect(classify(transparent)).toEqual({
      ...at,
      kind: 'transparent',
      implementation,
      upgradeTarget: address(0xd),
      upgradeInterface: '5.0.0',
      authority: address(0xf),
    })
  })

  test('default: beacon', () => {
    expect(classify(beacon)).toEqual({
      ...at,
      kind: 'beacon',
      implementation,
      upgradeTarget: address(0xe),
      authority: address(0xf),
    })
  })

  test('behavior: before 5.0 the interface is legacy', () => {
    const legacy = { upgradeInterfaceVersion: undefined }
    expect(classify({ ...uups, ...legacy })).toMatchObject({ upgradeInterface: 'legacy' })
    expect(classify({ ...transparent, ...legacy })).toMatchObject({ upgradeInterface: 'legacy' })
  })

  test('behavior: an admin that is no ProxyAdmin orders the upgrade itself', () => {
    expect(classify({ ...transparent, adminOwner: undefined })).toMatchObject({
      kind: 'transparent',
      upgradeTarget: at.address,
      authority: address(0xd),
    })
  })

  test('behavior: a transparent proxy in front of a UUPS implementation is transparent', () => {
    const both = { ...transparent, proxiableUuid: eip1967Slots.implementation }
    expect(classify(both).kind).toBe('transparent')
  })

  test('behavior: an owner that cannot be read leaves the authority unknown', () => {
    expect(classify({ ...uups, owner: undefined })).toMatchObject({
      kind: 'uups',
      authority: undefined,
    })
  })

  test.each<[string, ProxyFacts, Address | undefined]>([
    ['no-code', { ...uups, codeHash: undefined }, undefined],
    ['no-slot', { ...uups, slots: none }, undefined],
    ['no-slot', { ...transparent, slots: { ...none, admin: word(0xd) } }, undefined],
    [
      'slot-holds-no-address',
      { ...uups, slots: { ...none, implementation: `0x01${'00'.repeat(31)}` } },
      undefined,
    ],
    [
      'two-kinds-at-once',
      { ...beacon, slots: { ...beacon.slots, implementation: word(0xb) } },
      address(0xe),
    ],
    ['implementation-without-code', { ...uups, implementationCodeHash: undefined }, address(0xb)],
    ['implementation-without-code', { ...beacon, implementationCodeHash: undefined }, address(0xb)],
    ['beacon-without-answer', { ...beacon, beaconImplementation: undefined }, address(0xe)],
    ['no-way-to-upgrade', { ...uups, proxiableUuid: undefined }, address(0xb)],
    ['foreign-proxiable-uuid', { ...uups, proxiableUuid: word(1) }, address(0xb)],
  ])('behavior: %s', (reason, facts, related) => {
    const result = classify(facts)
    expect(result).toEqual({ ...at, kind: 'not-a-proxy', reason, related })
    if (result.kind === 'not-a-proxy') expect(describeNotAProxy(result)).toMatch(/^[A-Z].*\.$/)
  })

  test('behavior: an empty answer for a slot is an empty slot', () => {
    expect(classify({ ...uups, slots: { ...none, implementation: '0x' } })).toMatchObject({
      reason: 'no-slot',
    })
  })
})
