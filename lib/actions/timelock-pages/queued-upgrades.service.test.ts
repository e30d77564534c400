import { type Address, encodeFunctionData, parseAbi } from 'viem'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { saveOperations } from '@/lib/adapters/store/save-operations'
import { saveTimelock } from '@/lib/adapters/store/save-timelock'
import type { Store } from '@/lib/adapters/store/store'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import {
  operationId,
  positionAt,
  queued,
  timelock,
  timeOf,
} from '@/lib/core/watch/__fixtures__/queued'
import { openEmptyStore } from '@/test/empty-store'
import { queuedUpgrades } from './queued-upgrades'

const { chainId } = timelock
const proxy: Address = '0x2222222222222222222222222222222222222222'
const other: Address = '0x3333333333333333333333333333333333333333'
const next: Address = '0x4444444444444444444444444444444444444444'

let store: Store
beforeEach(async () => {
  await store?.close()
  store = await openEmptyStore()
  await saveTimelock(store, {
    timelock,
    detection: { kind: 'openzeppelin', generation: '5.0', badges: [] },
    firstBlock: { known: true, value: 1n },
    scanFrom: 1n,
    why: 'asked',
    now: new Date(0),
  })
})
afterAll(() => store?.close())

const abi = parseAbi(['function upgradeTo(address implementation)'])
const upgradeOf = (target: Address) => ({
  target,
  value: 0n,
  data: encodeFunctionData({ abi, functionName: 'upgradeTo', args: [next] }),
})

async function save(changes: Partial<QueuedOperation>): Promise<void> {
  await saveOperations(store, { operations: [{ operation: queued(changes) }] })
}
const found = async () =>
  (await queuedUpgrades(store, { chainId, address: proxy })).map(({ id, implementation }) => ({
    id,
    implementation,
  }))

test('default: what an open operation would make the proxy run', async () => {
  await save({ calls: [upgradeOf(other), upgradeOf(proxy)] })
  expect(await found()).toEqual([{ id: operationId, implementation: next }])
})

test('behavior: none of an upgrade of something else, nor of what is over', async () => {
  await save({ calls: [upgradeOf(other)] })
  expect(await found()).toEqual([])
  const instance = { scheduled: positionAt(10n), eta: timeOf(110n) }
  await save({
    calls: [upgradeOf(proxy)],
    instances: [{ ...instance, executed: positionAt(120n) }],
  })
  expect(await found()).toEqual([])
})
