import { zeroAddress, zeroHash } from 'viem'
import { expect, test } from 'vitest'
import { holdersByEvents } from './holders-by-events'
import type { TimelockSetting } from './timelock-setting'

const alice = '0x31E41Ff1Ef5fE469b362af8A468Ce4E2ccBB57F5'
const bob = '0x0000000000000000000000000000000000000B0b'
const at = (blockNumber: bigint, logIndex = 0) => ({
  position: {
    blockNumber,
    blockHash: zeroHash,
    blockTimestamp: 0n,
    transactionHash: zeroHash,
    logIndex,
  },
})
const role = (granted: boolean, account = alice as `0x${string}`) =>
  ({ what: 'role', role: 'proposer', account, granted }) as const

test('default', () => {
  const settings: TimelockSetting[] = [
    { ...at(1n), ...role(true) },
    { ...at(2n), ...role(true, zeroAddress) },
    { ...at(1n, 1), what: 'delay', name: 'minDelay', after: 5n },
  ]
  expect(holdersByEvents(settings)).toEqual([{ role: 'proposer', holders: [alice, zeroAddress] }])
})

test('behavior: the last event counts, whatever the order they come in', () => {
  const granted = { ...at(1n), ...role(true) }
  const revoked = { ...at(1n, 7), ...role(false) }
  expect(holdersByEvents([revoked, granted])).toEqual([{ role: 'proposer', holders: [] }])
  expect(holdersByEvents([{ ...granted, ...at(2n) }, revoked])).toEqual([
    { role: 'proposer', holders: [alice] },
  ])
})

test('behavior: an office has one holder at a time', () => {
  const admin = (block: bigint, after: `0x${string}`) =>
    ({ ...at(block), what: 'admin', name: 'admin', after }) as const
  expect(holdersByEvents([admin(2n, bob), admin(1n, alice)])).toEqual([
    { role: 'admin', holders: [bob] },
  ])
  // At the zero address it is nobody's, and not everybody's as a role would be.
  expect(holdersByEvents([admin(2n, zeroAddress), admin(1n, alice)])).toEqual([
    { role: 'admin', holders: [] },
  ])
})
