import { type Address, encodeFunctionData, keccak256, parseAbi, toHex } from 'viem'
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
const at = { chainId, address: proxy }
const read = {
  proxy: {
    ...at,
    kind: 'uups',
    implementation: { address: other, codeHash: operationId },
    upgradeTarget: proxy,
    authority: timelock.address,
  },
  history: { known: false, reason: 'not read' },
} as const
const found = async () =>
  (await queuedUpgrades(store, at, read)).map(({ id, implementation }) => ({ id, implementation }))

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

test('behavior: what others queue for it pushes nothing out, and stands behind', async () => {
  const stranger = { chainId, address: other }
  await saveTimelock(store, {
    timelock: stranger,
    detection: { kind: 'openzeppelin', generation: '5.0', badges: [] },
    firstBlock: { known: true, value: 1n },
    scanFrom: 1n,
    why: 'asked',
    now: new Date(0),
  })
  const instances = [{ scheduled: positionAt(5n), eta: timeOf(20n) }]
  const calls = [upgradeOf(proxy)]
  const many = Array.from({ length: 30 }, (_, n) =>
    queued({ timelock: stranger, id: keccak256(toHex(n)), calls, instances }),
  )
  await saveOperations(store, { operations: many.map((operation) => ({ operation })) })
  await save({ calls })
  const [first, ...rest] = await found()
  expect(first?.id).toBe(operationId)
  expect(rest).toHaveLength(20)
})
