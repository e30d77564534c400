import { expect, test } from 'vitest'
import { readUpgradeCall } from '@/lib/core/proxy/read-upgrade-call'
import { addressOf, beaconProxy, uupsProxy } from './__fixtures__/draft'
import { upgradeRollback } from './upgrade-rollback'

test('default', () => {
  const calls = upgradeRollback([{ proxy: uupsProxy(), nextInterface: '5.0.0' }])
  expect(calls.map(readUpgradeCall)).toMatchObject([
    { target: addressOf('vault'), to: addressOf('v1'), migration: undefined },
  ])
})

test('behavior: last first, and a shared beacon once', () => {
  const calls = upgradeRollback([
    { proxy: uupsProxy(), nextInterface: '5.0.0' },
    { proxy: beaconProxy('s-a'), nextInterface: 'legacy' },
    { proxy: beaconProxy('s-b'), nextInterface: 'legacy' },
  ])
  expect(calls.map(({ target }) => target)).toEqual([addressOf('beacon'), addressOf('vault')])
})

test('behavior: a UUPS proxy is put back by the interface of its new code', () => {
  const proxy = uupsProxy({ upgradeInterface: 'legacy' })
  const [legacy] = upgradeRollback([{ proxy, nextInterface: 'legacy' }])
  const [current] = upgradeRollback([{ proxy, nextInterface: '5.0.0' }])
  expect(legacy?.data.slice(0, 10)).toBe('0x3659cfe6')
  expect(current?.data.slice(0, 10)).toBe('0x4f1ef286')
})
