import { encodeEventTopics, type Hash, type Hex, pad, zeroHash } from 'viem'
import { expect, test } from 'vitest'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import { position } from '@/lib/core/timelock/kind/__fixtures__/scheduling-log'
import { timelockRoleIds } from '@/lib/core/timelock/timelock-role-ids'
import { foldSettings } from './fold-settings'

const { proposer, executor, legacyAdmin, defaultAdmin } = timelockRoleIds

const changed = (role: Hash, newAdminRole: Hash) => {
  const args = { role, previousAdminRole: zeroHash, newAdminRole }
  const topics = encodeEventTopics({ abi: timelockAbi, eventName: 'RoleAdminChanged', args })
  return { topics: topics as Hex[], data: '0x' as const, position }
}

test('default: a role of its own making, or one of the others, that decides who holds a role', () => {
  const own = pad('0x07', { size: 32 })
  expect(foldSettings([changed(proposer, own)])).toEqual([
    { position, what: 'rule', subject: 'admin of proposer', after: own },
  ])
  expect(foldSettings([changed(executor, proposer)])).toMatchObject([
    { subject: 'admin of executor', after: 'proposer' },
  ])
})

test('behavior: what every constructor until 4.9 sets up is no change', () => {
  for (const admin of [legacyAdmin, defaultAdmin]) {
    expect(foldSettings([changed(proposer, admin)])).toEqual([])
  }
})
