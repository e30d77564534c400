import { readFileSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import { type Address, encodeFunctionData, parseAbi } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listOperations } from '@/lib/adapters/store/list-operations'
import { migrationsFolder } from '@/lib/adapters/store/migrations-folder'
import { timelockOperations } from '@/lib/adapters/store/timelock-schema'
import type { OperationRisk } from '@/lib/core/timelock/kind/operation-risk'
import { generationArtifacts } from '@/lib/core/timelock/openzeppelin/__fixtures__/generation-artifacts'
import {
  contentOf,
  deployGeneration,
  schedule,
  stranger,
} from '@/lib/core/timelock/openzeppelin/__fixtures__/generation-world'
import { FollowedOnAnvil } from '@/test/timelocks/followed-on-anvil'
import { startTimelockChain, type TimelockChain } from '@/test/timelocks/timelock-on-anvil'

const abi = parseAbi([
  'function _setPendingImplementation(address implementation)',
  'function grantRole(uint64 role, address account, uint32 delay)',
  'function transfer(address to, uint256 amount)',
])

let chain: TimelockChain
let queue: FollowedOnAnvil
let timelock: Address
beforeAll(async () => {
  chain = await startTimelockChain()
  queue = await FollowedOnAnvil.open(chain)
  const artifact = generationArtifacts.at(-1)
  if (!artifact) throw new Error('There are several.')
  timelock = await deployGeneration(chain, artifact)
  await queue.follow(timelock)
  const datas = [
    encodeFunctionData({ abi, functionName: '_setPendingImplementation', args: [stranger] }),
    encodeFunctionData({ abi, functionName: 'grantRole', args: [0n, stranger, 0] }),
    encodeFunctionData({ abi, functionName: 'transfer', args: [stranger, 1n] }),
  ]
  for (const data of datas) {
    const calls = [{ target: stranger, value: 1n, data }]
    await schedule(chain, timelock, contentOf({ calls }))
  }
  await queue.turn(timelock)
})
afterAll(async () => {
  await queue?.close()
  await chain?.stop()
})

const risks = async () => (await queue.list(timelock)).map((each) => each.risks)
const told = [['upgrade', 'value'], ['ownership', 'value'], ['value']]

async function countOf(risk: OperationRisk): Promise<number> {
  const filter = { chainId: chain.chainId, timelock, risk }
  return (await listOperations(queue.store, { filter, limit: 10 })).operations.length
}

test("default: Compound's upgrades and an AccessManager's roles are found by their risk", async () => {
  expect(await risks()).toEqual(told)
  expect([await countOf('upgrade'), await countOf('ownership')]).toEqual([1, 1])
})

test('behavior: operations that were stored before are told the same', async () => {
  const { database } = queue.store
  const only = sql`array['value']`
  await database.update(timelockOperations).set({ risks: only })
  expect(await risks()).toEqual([['value'], ['value'], ['value']])
  const migration = readFileSync(`${migrationsFolder()}/0025_further_risks.sql`, 'utf8')
  await database.execute(sql.raw(migration))
  expect(await risks()).toEqual(told)
})
