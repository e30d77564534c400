import type { Hash } from 'viem'
import { expect, test } from 'vitest'
import { indexWorld } from '@/lib/actions/timelock/__fixtures__/index-world'
import { encodeCancel } from '@/lib/core/timelock/encode-cancel'
import { encodeExecute } from '@/lib/core/timelock/encode-execute'

const world = indexWorld()
const { send, schedule, index, stands, expectTruth, asked, ranges } = world

test('default: scheduled, cancelled, scheduled again, executed', async () => {
  const first = await schedule()
  await send(encodeCancel({ id: first.id }))
  await schedule(first.content.salt)
  const second = await schedule()
  await world.client.increaseTime({ seconds: 61 })
  await send(encodeExecute(second.content))
  await index()
  expect(new Map(await stands())).toEqual(
    new Map([
      [second.id, 'executed'],
      [first.id, 'ready'],
    ]),
  )
  const page = await world.operation(first.id)
  expect(page?.operation.instances).toHaveLength(2)
  expect(page?.logs).toHaveLength(5)
  await expectTruth()
})

test('behavior: only what is new is fetched', async () => {
  await schedule()
  await index()
  world.nodes[0].requests.length = 0
  await index()
  expect(asked('eth_getLogs')).toEqual([])
  await world.client.mine({ blocks: 2 })
  await schedule()
  await index()
  expect(ranges()).toEqual([[2, 4]])
  await expectTruth()
})

test('behavior: it is known when nodes were last heard, though they had nothing new, and not that they were while they are silent', async () => {
  const at = (seconds: number) => ({
    ...world.contextOf(),
    now: () => new Date(seconds * 1_000),
  })
  const heardAt = async () => (await world.page())?.heardAt
  await schedule()
  await index(at(100))
  expect(await heardAt()).toEqual(new Date(100_000))
  await index(at(112))
  expect(await heardAt()).toEqual(new Date(112_000))
  world.nodes[0].rewrite = () => ({ error: { code: -32_000, message: 'out of service' } })
  await expect(index(at(124))).rejects.toThrow()
  expect(await heardAt()).toEqual(new Date(112_000))
})

test('behavior: what is final grows into one range, the rest keeps its ends', async () => {
  await schedule()
  for (let round = 0; round < 8; round++) {
    await world.client.mine({ blocks: 1 })
    await index()
  }
  const scanned = (await world.page())?.scanned ?? []
  expect(scanned.length).toBe(5)
  expect(scanned[0]?.fromBlock).toBe(world.deploymentBlock)
  expect(scanned.every(({ nodes: hosts }) => hosts.length === 1)).toBe(true)
})

test('behavior: a node that serves small ranges is asked for them', async () => {
  await schedule()
  await world.client.mine({ blocks: 30 })
  await schedule()
  world.nodes[0].rewrite = ({ method, params }) => {
    if (method !== 'eth_getLogs') return undefined
    const [{ fromBlock, toBlock }] = params as [{ fromBlock: Hash; toBlock: Hash }]
    if (BigInt(toBlock) - BigInt(fromBlock) < 10n) return undefined
    return { error: { code: -32602, message: 'Log response size exceeded: 10 blocks.' } }
  }
  await index()
  await expectTruth()
})

test('behavior: several at one time store each range once', async () => {
  for (let n = 0; n < 5; n++) await schedule()
  await Promise.all(Array.from({ length: 4 }, () => index()))
  await index()
  await expectTruth()
})
