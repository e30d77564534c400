import { type Address, getAddress, type Hash, zeroAddress, zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import { foldRoles } from './fold-roles'
import type { RoleLog } from './timelock-log'
import { timelockRoleIds } from './timelock-role-ids'

const { proposer, executor, canceller, defaultAdmin, legacyAdmin } = timelockRoleIds
const account = (n: number): Address => getAddress(`0x${n.toString(16).padStart(40, '0')}`)
let logIndex = 0
const position = () => ({
  blockNumber: 1n,
  blockHash: zeroHash,
  blockTimestamp: 1n,
  transactionHash: zeroHash,
  logIndex: logIndex++,
})
const log = (eventName: 'RoleGranted' | 'RoleRevoked', role: Hash, n: number): RoleLog => ({
  eventName,
  args: { role, account: account(n), sender: zeroAddress },
  position: position(),
})
const administers = (role: Hash): RoleLog => ({
  eventName: 'RoleAdminChanged',
  args: { role, previousAdminRole: zeroHash, newAdminRole: legacyAdmin },
  position: position(),
})

describe('timelockRoleIds', () => {
  test('default', () => {
    expect(timelockRoleIds).toMatchInlineSnapshot(`
      {
        "canceller": "0xfd643c72710c63c0180259aba6b2d05451e3591a24e58b62239378085726f783",
        "defaultAdmin": "0x0000000000000000000000000000000000000000000000000000000000000000",
        "executor": "0xd8aa0f3194971a2a116679f7c2090f6939c8d4e01a2a8d7e41d55e5351469e63",
        "legacyAdmin": "0x5f58e3a2316349923ce3780f8d587db2d72378aed66a8261c916544fa6846ca5",
        "proposer": "0xb09aa5aeb3702cfd50b6b62bc4532604938f21248a27a1d5ca736082b6819cc1",
      }
    `)
  })
})

describe('foldRoles', () => {
  test('default: granted, revoked, granted again', () => {
    const roles = foldRoles([
      log('RoleGranted', defaultAdmin, 9),
      log('RoleGranted', proposer, 1),
      log('RoleGranted', proposer, 2),
      log('RoleGranted', canceller, 1),
      log('RoleGranted', executor, 0),
      log('RoleRevoked', proposer, 1),
      log('RoleRevoked', canceller, 1),
      log('RoleGranted', canceller, 1),
    ])
    expect(roles).toEqual({
      proposer: { open: false, holders: [account(2)] },
      executor: { open: true, holders: [] },
      canceller: { open: false, holders: [account(1)] },
      admin: { open: false, holders: [account(9)] },
    })
  })

  test('behavior: closing an open role', () => {
    const open = log('RoleGranted', executor, 0)
    expect(foldRoles([open]).executor.open).toBe(true)
    expect(foldRoles([open, log('RoleRevoked', executor, 0)]).executor).toEqual({
      open: false,
      holders: [],
    })
  })

  test('behavior: before 4.6 proposers cancel; since then only cancellers do', () => {
    const granted = [log('RoleGranted', proposer, 1), log('RoleGranted', legacyAdmin, 8)]
    const legacy = foldRoles([administers(proposer), ...granted])
    expect(legacy.canceller.holders).toEqual([account(1)])
    expect(legacy.admin.holders).toEqual([account(8)])
    const later = [administers(proposer), administers(canceller), ...granted]
    expect(foldRoles(later).canceller.holders).toEqual([])
    expect(foldRoles(granted).canceller.holders).toEqual([])
  })

  test('behavior: roles of others are not ours', () => {
    const foreign = log('RoleGranted', `0x${'ab'.repeat(32)}`, 5)
    expect(Object.values(foldRoles([foreign])).every(({ holders }) => holders.length === 0)).toBe(
      true,
    )
  })
})
