import { type Address, encodeFunctionData, type Hash, type Hex, parseAbi, zeroHash } from 'viem'
import { getBlockNumber, getLogs } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { deployContract } from '@/demo/world/deploy-contract'
import { decodeTimelockCall } from '@/lib/core/timelock/decode-timelock-call'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import { invisibleHints } from '@/lib/core/timelock/kind/invisible-hints'
import { generationArtifacts } from '@/lib/core/timelock/openzeppelin/__fixtures__/generation-artifacts'
import {
  cancel,
  chainId,
  contentOf,
  deployGeneration,
  execute,
  look,
  proposer,
  readRawLogs,
  reconcileWith,
  schedule,
  startWorld,
  stranger,
  type World,
  wait,
} from '@/lib/core/timelock/openzeppelin/__fixtures__/generation-world'
import { openzeppelinTimelock } from '@/lib/core/timelock/openzeppelin/openzeppelin-timelock'
import type { OperationContent } from '@/lib/core/timelock/operation-content'
import { withoutTraces } from '@/test/without-traces'
import { findInvisibleOperations } from './find-invisible-operations'

let world: World
let multicaller: Address
beforeAll(async () => {
  world = await startWorld()
  multicaller = await deployContract(world.client, {
    from: stranger,
    name: 'Multicaller',
    file: 'TimelockTargets',
  })
})
afterAll(() => world?.stop())

const emptyBatch = (overrides: Partial<OperationContent> = {}) =>
  contentOf({ kind: 'batch', calls: [], ...overrides })

async function find(
  timelock: Address,
  parameters: Partial<Parameters<typeof findInvisibleOperations>[1]> = {},
  client: World['client'] = world.client,
) {
  return await findInvisibleOperations(client, {
    subject: {
      timelock: { chainId, address: timelock },
      kind: 'openzeppelin',
      readCall: decodeTimelockCall,
    },
    fromBlock: 0n,
    toBlock: await getBlockNumber(world.client),
    mostBlocks: 1_000n,
    ...parameters,
  })
}

describe.each(generationArtifacts.filter(({ version }) => /^(3\.3|4\.8|4\.9|5\.7)/.test(version)))(
  'a batch without calls, in TimelockController $version',
  (artifact) => {
    let timelock: Address
    beforeAll(async () => {
      timelock = await deployGeneration(world, artifact, {
        proposers: [proposer, multicaller],
      })
    })

    test('default: no event tells of it; it is found by what was called, and the contract says where it stands', async () => {
      const content = emptyBatch({ salt: zeroHash })
      const id = await schedule(world, timelock, content)
      const logs = await getLogs(world.client, { address: timelock, fromBlock: 'latest' })
      expect(logs).toEqual([])
      expect(await look(world, timelock, id)).toBeUndefined()
      const { operations, searched, reason } = await find(timelock)
      expect(searched).toMatchObject({ fromBlock: 0n, by: 'traces' })
      expect(reason).toBeUndefined()
      const [operation] = operations
      expect(operation).toMatchObject({ id, calls: [], salt: zeroHash, encoding: 'batch' })
      if (!operation) throw new Error('It is not found.')
      expect(await reconcileWith(world, operation)).toMatchObject({
        standing: 'waiting',
        incidents: [],
      })
      await wait(world, 100n)
      expect(await reconcileWith(world, operation)).toMatchObject({ standing: 'ready' })
      await execute(world, timelock, content)
      const executed = (await find(timelock)).operations[0]
      if (!executed) throw new Error('It is not found.')
      expect(executed.instances[0]?.executed).toBeDefined()
      expect(await reconcileWith(world, executed)).toMatchObject({
        standing: 'executed',
        incidents: [],
      })
      // No event told of it, so that none is missing for whoever did not look again.
      expect(await reconcileWith(world, operation)).toMatchObject({
        standing: 'executed',
        incidents: [],
      })
    })

    test('behavior: scheduled again after a cancellation that tells of it', async () => {
      const content = emptyBatch()
      const id = await schedule(world, timelock, content)
      await cancel(world, timelock, id)
      await schedule(world, timelock, content, { delay: 300n })
      const hints = invisibleHints({
        logs: await readRawLogs(world, timelock),
        adapter: openzeppelinTimelock,
      })
      expect(hints.length).toBeGreaterThan(0)
      const { operations } = await find(timelock)
      const operation = operations.find((each) => each.id === id)
      expect(operation?.instances).toMatchObject([{ cancelled: {} }, {}])
      if (!operation) throw new Error('It is not found.')
      expect(await reconcileWith(world, operation)).toMatchObject({
        standing: 'waiting',
        incidents: [],
      })
    })

    test('behavior: something waits for it', async () => {
      const parent = emptyBatch()
      const child = contentOf({ predecessor: hashOperation(parent) })
      await schedule(world, timelock, parent)
      const id = await schedule(world, timelock, child)
      await wait(world, 100n)
      expect(await look(world, timelock, id)).toMatchObject({ standing: 'blocked' })
      await execute(world, timelock, parent)
      expect(await look(world, timelock, id)).toMatchObject({ standing: 'ready' })
    })
  },
)

describe('how far the search reaches', () => {
  let timelock: Address
  let direct: Hash
  let hidden: Hash
  beforeAll(async () => {
    const artifact = generationArtifacts.at(-1)
    if (!artifact) throw new Error('There is none.')
    timelock = await deployGeneration(world, artifact, { proposers: [proposer, multicaller] })
    direct = await schedule(world, timelock, emptyBatch({ salt: zeroHash }))
    const other = emptyBatch()
    hidden = hashOperation(other)
    const abi = parseAbi(['function run(address[] targets, bytes[] datas)'])
    const data: Hex = encodeSchedule({ ...other, delay: 100n })
    await sendTransaction(world.client, {
      from: stranger,
      to: multicaller,
      data: encodeFunctionData({ abi, args: [[timelock], [data]] }),
    })
  })

  test('default: a trace also shows what a contract called', async () => {
    const { operations } = await find(timelock)
    expect(operations.map(({ id }) => id)).toEqual([direct, hidden])
  })

  test('behavior: without traces only what inputs show is found, and that is said', async () => {
    const { operations, searched, reason } = await find(timelock, {}, withoutTraces(world.client))
    expect(operations.map(({ id }) => id)).toEqual([direct])
    expect(searched).toMatchObject({ by: 'transactions' })
    expect(reason).toBe('the node does not trace: calls that only a contract made are not seen')
  })

  test('behavior: an event of its salt leads to it without a search', async () => {
    const hints = invisibleHints({
      logs: await readRawLogs(world, timelock),
      adapter: openzeppelinTimelock,
    })
    const { operations, searched, reason } = await find(timelock, { hints, mostBlocks: 0n })
    expect(operations.map(({ id }) => id)).toEqual([hidden])
    expect(searched).toBeUndefined()
    expect(reason).toBe('no blocks were searched')
  })

  test('behavior: what is not searched is named', async () => {
    const head = await getBlockNumber(world.client)
    const { operations, searched, reason } = await find(timelock, { mostBlocks: 1n })
    expect(operations.map(({ id }) => id)).toEqual([hidden])
    expect(searched).toEqual({ fromBlock: head, toBlock: head, by: 'traces' })
    expect(reason).toBe(`blocks 0 to ${head - 1n} were not searched`)
  })

  test('behavior: a call that reverted scheduled nothing', async () => {
    const refused = emptyBatch()
    await sendTransaction(world.client, {
      from: stranger,
      to: timelock,
      data: encodeSchedule({ ...refused, delay: 100n }),
      allowRevert: true,
    })
    for (const client of [world.client, withoutTraces(world.client)]) {
      const { operations } = await find(timelock, {}, client)
      expect(operations.map(({ id }) => id)).not.toContain(hashOperation(refused))
    }
  })
})
