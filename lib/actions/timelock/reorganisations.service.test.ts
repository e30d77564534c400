import { type Hash, numberToHex } from 'viem'
import { getBlock } from 'viem/actions'
import { describe, expect, test } from 'vitest'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { indexWorld, proposer } from '@/lib/actions/timelock/__fixtures__/index-world'
import { encodeCancel } from '@/lib/core/timelock/encode-cancel'
import type { RpcProxy } from '@/test/start-rpc-proxy'

const world = indexWorld()
const { contextOf, urlsOf, send, schedule, index, stands, expectTruth, storedLogs, stuckAt } = world

describe('a chain that changes its mind', () => {
  test('behavior: what is gone is forgotten, what came instead is known', async () => {
    const kept = await schedule()
    await index()
    const before = await world.client.snapshot()
    const gone = await schedule()
    await send(encodeCancel({ id: kept.id }))
    await index()
    expect(new Map(await stands()).get(kept.id)).toBe('cancelled')
    await world.client.revert({ id: before })
    await world.client.mine({ blocks: 3 })
    const instead = await schedule()
    await world.client.mine({ blocks: 3 })
    await index()
    const ids = (await stands()).map(([id]) => id)
    expect(ids).toContain(instead.id)
    expect(ids).not.toContain(gone.id)
    expect(new Map(await stands()).get(kept.id)).toBe('waiting')
    await expectTruth()
  })

  test('error: a node that goes back in time; nothing is forgotten for it', async () => {
    await schedule()
    await world.client.mine({ blocks: 2 })
    await index()
    const before = await stands()
    const past = numberToHex(world.deploymentBlock + 1n)
    const old = await getBlock(world.client, { blockNumber: world.deploymentBlock + 1n })
    const block = { number: past, hash: old.hash, timestamp: numberToHex(old.timestamp) }
    world.nodes[0].rewrite = ({ method, params }) =>
      method === 'eth_getBlockByNumber' && params[0] === 'latest' ? { result: block } : undefined
    await expect(index()).rejects.toMatchObject({ name: 'NodeBehindError', retry: true })
    expect(await stands()).toEqual(before)
  })

  test('error: a node that has not come to the first event yet; nothing is forgotten for it', async () => {
    await schedule()
    await world.client.mine({ blocks: 2 })
    await index()
    const before = await stands()
    world.nodes[0].rewrite = await stuckAt(world.deploymentBlock - 1n)
    await expect(index()).rejects.toMatchObject({ name: 'NodeBehindError', retry: true })
    expect(await stands()).toEqual(before)
    world.nodes[0].rewrite = undefined
    await index()
    await expectTruth()
  })

  test('error: a node that does not know a block below its newest; nothing is forgotten for it', async () => {
    await schedule()
    await index()
    const before = await stands()
    const { number } = await getBlock(world.client)
    await world.client.mine({ blocks: 1 })
    world.nodes[0].rewrite = ({ method, params }) =>
      method === 'eth_getBlockByNumber' && params[0] === numberToHex(number)
        ? { result: null }
        : undefined
    await expect(index()).rejects.toMatchObject({ name: 'NodeBehindError', retry: true })
    expect(await stands()).toEqual(before)
    world.nodes[0].rewrite = undefined
    await index()
    await expectTruth()
  })

  describe('where two of three nodes have to agree', () => {
    /** A node with hashes of its own, that has most of the chain from another one. */
    const withOtherHashes: RpcProxy['rewrite'] = ({ method }, { result }) => {
      if (method !== 'eth_getBlockByNumber' || !result) return undefined
      const block = result as { number: Hash }
      return { result: { ...block, hash: numberToHex(BigInt(block.number) << 9n, { size: 32 }) } }
    }

    test.each([0, 1, 2])(
      'behavior: node %i alone has other blocks; nothing is read again',
      async (which) => {
        await schedule()
        await world.client.mine({ blocks: 2 })
        const context = contextOf({ urls: urlsOf(3), quorum: 2 })
        const first = await index(context)
        expect(first.events).toBeGreaterThan(0)
        const liar = world.nodes[which]
        if (liar) liar.rewrite = withOtherHashes
        for (let round = 0; round < 2; round++) {
          await world.client.mine({ blocks: 1 })
          expect(await index(context)).toMatchObject({
            indexed: { number: (await getBlock(world.client)).number },
            events: 0,
          })
        }
        await expectTruth()
      },
    )

    test('error: no two say the same; everything is kept', async () => {
      await schedule()
      const context = contextOf({ urls: urlsOf(3), quorum: 2 })
      await index(context)
      const before = await stands()
      await world.client.mine({ blocks: 1 })
      world.nodes[0].rewrite = withOtherHashes
      world.nodes[1].rewrite = ({ method, params }) =>
        method === 'eth_getBlockByNumber' && params[0] !== 'latest'
          ? { error: { code: -32000, message: 'busy' } }
          : undefined
      await expect(index(context)).rejects.toThrow(
        'Fewer than 2 nodes say the same of the blocks that were read before.',
      )
      expect(await stands()).toEqual(before)
      for (const node of world.nodes) node.rewrite = undefined
      await index(context)
      await expectTruth()
    })

    test('behavior: two agree that blocks are gone, whatever the third says', async () => {
      const kept = await schedule()
      const context = contextOf({ urls: urlsOf(3), quorum: 2 })
      await index(context)
      const before = await world.client.snapshot()
      const gone = await schedule()
      await index(context)
      world.nodes[0].rewrite = await stuckAt((await getBlock(world.client)).number)
      await world.client.revert({ id: before })
      await world.client.mine({ blocks: 3 })
      await index(context)
      const ids = (await stands()).map(([id]) => id)
      expect(ids).toEqual([kept.id])
      expect(ids).not.toContain(gone.id)
      world.nodes[0].rewrite = undefined
      await expectTruth()
    })
  })

  test('behavior: of a timelock that is gone with all its blocks everything is forgotten', async () => {
    const before = await world.client.snapshot()
    await world.renew()
    await schedule()
    await index()
    expect(await stands()).toHaveLength(1)
    await world.client.revert({ id: before })
    // Nobody is deployed at this address again.
    await sendTransaction(world.client, { from: proposer, to: proposer, data: '0x' })
    await world.client.mine({ blocks: 3 })
    await index()
    expect(await stands()).toEqual([])
    expect(await storedLogs()).toBe(0)
  })
})
