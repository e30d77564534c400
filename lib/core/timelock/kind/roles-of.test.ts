import { zeroHash } from 'viem'
import { expect, test } from 'vitest'
import type { TimelockSetting } from '@/lib/core/timelock/kind/timelock-setting'
import { positionAt } from '@/lib/core/watch/__fixtures__/queued'
import { rolesOf } from './roles-of'

const alice = '0x00000000000000000000000000000000000000A1'
const bob = '0x00000000000000000000000000000000000000b2'
const granted = (role: string, account: typeof alice | typeof bob): TimelockSetting => ({
  position: positionAt(1n),
  ...{ what: 'role', role, account, granted: true },
})
const settings = [granted('proposer', alice), granted('canceller', alice), granted('executor', bob)]
const asked = (role: string, account: typeof alice | typeof bob, contract: boolean | null) => ({
  ...{ blockNumber: 1n, blockHash: zeroHash, others: 0 },
  claims: [{ role, account, holds: true, contract }],
})

test('default: by the events, of this account alone', () => {
  expect(rolesOf(alice, { settings, roles: undefined })).toEqual(['canceller', 'proposer'])
  expect(rolesOf(bob, { settings, roles: undefined })).toEqual(['executor'])
})

test('behavior: what the contract denies is not held, and what it says is', () => {
  expect(rolesOf(alice, { settings, roles: asked('proposer', alice, false) })).toEqual([
    'canceller',
  ])
  expect(rolesOf(alice, { settings: [], roles: asked('admin', alice, true) })).toEqual(['admin'])
  expect(rolesOf(alice, { settings: [], roles: asked('admin', bob, true) })).toEqual([])
})

test('behavior: what it did not answer changes nothing', () => {
  expect(rolesOf(bob, { settings, roles: asked('executor', bob, null) })).toEqual(['executor'])
})
