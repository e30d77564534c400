import { type Address, encodeFunctionData, parseAbi, zeroAddress } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildContracts } from '@/demo/app/build-contracts'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { deployContract } from '@/demo/world/deploy-contract'
import { encodeCancel } from '@/lib/core/timelock/encode-cancel'
import { encodeExecute } from '@/lib/core/timelock/encode-execute'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import { generationArtifacts } from '@/lib/core/timelock/openzeppelin/__fixtures__/generation-artifacts'
import {
  cancel,
  contentOf,
  deployGeneration,
  execute,
  proposer,
  schedule,
  stranger,
  wait,
} from '@/lib/core/timelock/openzeppelin/__fixtures__/generation-world'
import { FollowedOnAnvil } from '@/test/timelocks/followed-on-anvil'
import { startTimelockChain, type TimelockChain } from '@/test/timelocks/timelock-on-anvil'

// What a list says of the edge cases that `timelock-edge-cases` drives by the adapter alone.

let chain: TimelockChain
let queue: FollowedOnAnvil
let multicaller: Address
beforeAll(async () => {
  await buildContracts()
  chain = await startTimelockChain()
  queue = await FollowedOnAnvil.open(chain)
  multicaller = await deployContract(chain.client, {
    from: stranger,
    name: 'Multicaller',
    file: 'TimelockTargets',
  })
})
afterAll(async () => {
  await queue?.close()
  await chain?.stop()
})

async function followed(): Promise<Address> {
  const artifact = generationArtifacts.at(-1)
  if (!artifact) throw new Error('There are several.')
  const proposers = [proposer, multicaller]
  const timelock = await deployGeneration(chain, artifact, { proposers, executors: [zeroAddress] })
  await queue.follow(timelock)
  return timelock
}

test('behavior: scheduled, cancelled and scheduled again, also within one transaction', async () => {
  const timelock = await followed()
  const content = contentOf()
  const id = await schedule(chain, timelock, content)
  await queue.turn(timelock)
  const [first] = await queue.list(timelock)
  await cancel(chain, timelock, id)
  await queue.turn(timelock)
  expect(await queue.standings(timelock)).toEqual(['cancelled'])
  await wait(chain, 1_000n)
  const again = encodeSchedule({ ...content, delay: 100n })
  const abi = parseAbi(['function run(address[] targets, bytes[] datas) payable'])
  const datas = [again, encodeCancel({ id }), again]
  const data = encodeFunctionData({ abi, args: [datas.map(() => timelock), datas] })
  await sendTransaction(chain.client, { from: stranger, to: multicaller, data })
  await queue.turn(timelock)
  const [last] = await queue.list(timelock)
  expect(last).toMatchObject({ standing: 'waiting', instances: 3, proposer: multicaller })
  expect(last?.cancelled).toBeUndefined()
  expect(last?.mismatch).toBeUndefined()
  expect((last?.due ?? 0n) - (first?.due ?? 0n)).toBeGreaterThanOrEqual(1_000n)
})

test('behavior: a child waits for its parent, whatever becomes of that', async () => {
  const timelock = await followed()
  const parent = contentOf()
  const parentId = await schedule(chain, timelock, parent)
  await schedule(chain, timelock, contentOf({ predecessor: parentId }))
  await queue.turn(timelock)
  expect(await queue.standings(timelock)).toEqual(['waiting', 'waiting'])
  await cancel(chain, timelock, parentId)
  await wait(chain, 100n)
  await queue.turn(timelock)
  expect(await queue.standings(timelock)).toEqual(['cancelled', 'blocked'])
  await schedule(chain, timelock, parent)
  await wait(chain, 100n)
  await queue.turn(timelock)
  // The parent is the younger one now.
  expect(await queue.standings(timelock)).toEqual(['blocked', 'ready'])
  await execute(chain, timelock, parent)
  await queue.turn(timelock)
  expect(await queue.standings(timelock)).toEqual(['ready', 'executed'])
})

test('behavior: an operation that runs another inside', async () => {
  const timelock = await followed()
  const inner = contentOf()
  const outer = contentOf({
    kind: 'batch',
    calls: [
      { target: stranger, value: 0n, data: '0x01' },
      { target: timelock, value: 0n, data: encodeExecute(inner) },
      { target: stranger, value: 0n, data: '0x03' },
    ],
  })
  await schedule(chain, timelock, inner)
  await schedule(chain, timelock, outer)
  await queue.turn(timelock)
  await wait(chain, 100n)
  await execute(chain, timelock, outer)
  await queue.turn(timelock)
  const listed = await queue.list(timelock)
  expect(listed.map(({ standing, mismatch }) => [standing, mismatch])).toEqual([
    ['executed', undefined],
    ['executed', undefined],
  ])
  expect(await queue.words(timelock, hashOperation(inner))).toContain('executed')
})

test('behavior: a parent of which no event tells frees its child once it is done', async () => {
  const timelock = await followed()
  const parent = contentOf({ kind: 'batch', calls: [] })
  const parentId = await schedule(chain, timelock, parent)
  const child = await schedule(chain, timelock, contentOf({ predecessor: parentId }))
  await wait(chain, 100n)
  await queue.later()
  await queue.turn(timelock)
  const standingOf = async (id: string) =>
    (await queue.list(timelock)).find((one) => one.id === id)?.standing
  expect([await standingOf(parentId), await standingOf(child)]).toEqual(['ready', 'blocked'])
  await execute(chain, timelock, parent)
  await queue.later()
  await queue.turn(timelock)
  expect([await standingOf(parentId), await standingOf(child)]).toEqual(['executed', 'ready'])
})
