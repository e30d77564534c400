import { numberToHex } from 'viem'
import { getBlock } from 'viem/actions'
import { expect, test } from 'vitest'
import { cutAt, indexWorld } from '@/lib/actions/timelock/__fixtures__/index-world'
import { reconcileOperations } from '@/lib/actions/timelock/reconcile-operations'

const world = indexWorld()
const { contextOf, urlsOf, schedule, index, expectTruth, stuckAt } = world

test('behavior: another node takes the place of one that is silent', async () => {
  await schedule()
  await index(contextOf({ urls: ['http://127.0.0.1:9', world.nodes[1].url] }))
  await expectTruth()
})

test('error: nodes that do not give the same leave the range unscanned, with the reason', async () => {
  await schedule()
  const last = (await getBlock(world.client)).number
  const both = contextOf({ urls: urlsOf(2), quorum: 2 })
  world.nodes[1].rewrite = cutAt(0)
  await expect(index(both)).rejects.toThrow('Fewer than 2 nodes gave the same events.')
  const page = await world.page()
  expect(page?.scanned.at(-1)).toMatchObject({
    problem: expect.stringContaining('Fewer than 2 nodes gave the same events.'),
  })
  expect(page?.indexed?.number ?? -1n).toBeLessThan(last)
  world.nodes[1].rewrite = undefined
  await index(both)
  const mended = await world.page()
  expect(mended?.scanned.every(({ problem }) => problem === undefined)).toBe(true)
  expect(mended?.scanned.every(({ nodes: hosts }) => hosts.length === 2)).toBe(true)
  await expectTruth()
})

test.each([
  { quorum: 2, which: 0 },
  { quorum: 2, which: 1 },
  { quorum: 2, which: 2 },
  { quorum: 1, which: 0 },
])('behavior: quorum $quorum of 3, and node $which stands still', async ({ quorum, which }) => {
  await schedule()
  const context = contextOf({ urls: urlsOf(3), quorum })
  await index(context)
  const stuck = await stuckAt((await getBlock(world.client)).number - 1n)
  const node = world.nodes[which]
  if (node) node.rewrite = stuck
  await world.client.mine({ blocks: 5 })
  await schedule()
  await index(context)
  expect((await world.page())?.indexed?.number).toBe((await getBlock(world.client)).number)
  await expectTruth()
})

test('behavior: quorum 1, and the first node stands still at what is indexed', async () => {
  await schedule()
  const context = contextOf({ urls: urlsOf(2) })
  world.nodes[1].requests.length = 0
  await index(context)
  // Nobody else is asked as long as it goes on.
  expect(world.nodes[1].requests).toEqual([])
  world.nodes[0].rewrite = await stuckAt((await getBlock(world.client)).number, { age: 86_400n })
  await world.client.mine({ blocks: 2 })
  await schedule()
  await index(context)
  await expectTruth()
})

test.each([0, 1, 2])(
  'behavior: what node %i alone makes up that the contract says is not believed',
  async (which) => {
    const { id } = await schedule()
    const context = contextOf({ urls: urlsOf(3), quorum: 2 })
    await index(context)
    const liar = world.nodes[which]
    if (!liar) throw new Error('There are three.')
    // As of an operation that is done.
    liar.rewrite = ({ method }) =>
      method === 'eth_call' ? { result: numberToHex(1, { size: 32 }) } : undefined
    const ask = () =>
      reconcileOperations(context, { timelock: world.at(), everyBlocks: 0n, limit: 10 })
    await ask()
    expect(new Map(await world.stands()).get(id)).toBe('waiting')
    expect((await world.operation(id))?.told).toMatchObject({ known: true })
    // Twin: where all say so it is.
    for (const node of world.nodes) node.rewrite = liar.rewrite
    await world.client.mine({ blocks: 2 })
    await index(context)
    await ask()
    expect(new Map(await world.stands()).get(id)).toBe('executed')
  },
)
