import { type Address, encodeAbiParameters, type Hex, pad, zeroAddress, zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import { type RoleClaim, roleClaims, roleIncidents } from './role-claim'
import { timelockAdapters } from './timelock-adapters'
import type { TimelockSetting } from './timelock-setting'

const alice: Address = '0x00000000000000000000000000000000000A11cE'
const bob: Address = '0x0000000000000000000000000000000000000B0b'

const at = (blockNumber: bigint) => ({
  position: {
    blockNumber,
    blockHash: zeroHash,
    blockTimestamp: 0n,
    transactionHash: zeroHash,
    logIndex: 0,
  },
})
const role = (block: bigint, account: Address, granted: boolean): TimelockSetting => ({
  ...at(block),
  what: 'role',
  role: 'proposer',
  account,
  granted,
})
const office = (block: bigint, after: Address): TimelockSetting => ({
  ...at(block),
  what: 'admin',
  name: 'owner',
  after,
})

describe('roleClaims', () => {
  test('default: holders first, then who was one once', () => {
    const settings = [role(3n, bob, false), role(1n, alice, true), role(2n, bob, true)]
    expect(roleClaims(settings)).toEqual([
      { role: 'proposer', account: alice, holds: true },
      { role: 'proposer', account: bob, holds: false },
    ])
  })

  test('behavior: an office has one holder', () => {
    expect(roleClaims([office(1n, alice), office(2n, bob)])).toEqual([
      { role: 'owner', account: bob, holds: true },
      { role: 'owner', account: alice, holds: false },
    ])
    expect(roleClaims([office(1n, alice), office(2n, alice)])).toEqual([
      { role: 'owner', account: alice, holds: true },
    ])
  })

  test("behavior: an office that was given up is nobody's", () => {
    expect(roleClaims([office(1n, alice), office(2n, zeroAddress)])).toEqual([
      { role: 'owner', account: alice, holds: false },
    ])
    const later = [office(1n, alice), office(2n, zeroAddress), office(3n, bob)]
    expect(roleClaims(later).filter(({ holds }) => holds)).toEqual([
      { role: 'owner', account: bob, holds: true },
    ])
  })
})

test('roleIncidents: only what the contract contradicts', () => {
  const claim = { role: 'proposer', account: alice }
  expect(roleIncidents([{ ...claim, holds: true, contract: true }])).toEqual([])
  expect(roleIncidents([{ ...claim, holds: true, contract: null }])).toEqual([])
  expect(roleIncidents([{ ...claim, holds: true, contract: false }])).toHaveLength(1)
  expect(roleIncidents([{ ...claim, holds: false, contract: true }])).toHaveLength(1)
})

describe('askRole', () => {
  const [yes, no] = [pad('0x01'), pad('0x00')] as const
  const since = (seconds: bigint): Hex =>
    encodeAbiParameters(
      Array.from({ length: 4 }, () => ({ type: 'uint256' })),
      [seconds, 0n, 0n, 0n],
    )
  const kinds = [
    ['openzeppelin', 'proposer', [yes], [no]],
    ['openzeppelin', 'admin', [no, yes], [no, no]],
    ['openzeppelin', zeroHash, [yes], [no]],
    ['chainlink-rbac', 'BYPASSER_ROLE', [yes], [no]],
    ['access-manager', 'ADMIN_ROLE', [since(5n)], [since(0n)]],
    ['access-manager', 'role 7', [since(5n)], [since(0n)]],
    ['zodiac-delay', 'module', [yes], [no]],
    ['zodiac-delay', 'owner', [pad(alice)], [pad(bob)]],
    ['compound', 'admin', [pad(alice)], [pad(bob)]],
    ['compound', 'pending admin', [pad(alice)], [pad(bob)]],
    ['ds-pause', 'authority', [pad(alice)], [pad(bob)]],
  ] as const

  test.each(kinds)('%s, %s', (kind, name, held, other) => {
    const claim: RoleClaim = { role: name, account: alice, holds: true }
    const question = timelockAdapters[kind].askRole?.(claim)
    expect(question?.calls).toHaveLength(held.length)
    expect(question?.read(held)).toBe(true)
    expect(question?.read(other)).toBe(false)
    // What reverts or is no such answer tells nothing.
    expect(question?.read(held.map(() => undefined))).toBeUndefined()
    expect(question?.read(held.map(() => '0x02'))).toBeUndefined()
  })

  test.each([
    ['compound', 'proxy admin'],
    ['openzeppelin', 'proxy admin'],
    ['access-manager', 'PUBLIC_ROLE'],
    ['ds-pause', 'toString'],
  ] as const)('behavior: %s has no getter that tells %s', (kind, name) => {
    const claim = { role: name, account: alice, holds: true }
    expect(timelockAdapters[kind].askRole?.(claim)).toBeUndefined()
  })
})
