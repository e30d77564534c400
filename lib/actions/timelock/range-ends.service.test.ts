import { type Hash, hexToBigInt, numberToHex } from 'viem'
import { getBlock } from 'viem/actions'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { indexWorld } from '@/lib/actions/timelock/__fixtures__/index-world'

const world = indexWorld()
const { schedule, index, stands, expectTruth, asked, ranges } = world

/** The last blocks of the first range and of the second, counted from the deployment. */
const [firstEnd, secondEnd] = [9n, 14n]

const block = (at: bigint): Hash => numberToHex(world.deploymentBlock + at)
const isBlock = (at: bigint) => (params: readonly unknown[]) => params[0] === block(at)

/** Ends with so many blocks behind the deployment. */
const mineTo = async (at: bigint) => {
  const blocks = world.deploymentBlock + at - (await getBlock(world.client)).number
  await world.client.mine({ blocks: Number(blocks) })
}

describe('the end of a range, which is read before its events', () => {
  beforeEach(() => {
    world.nodes[0].requests.length = 0
  })
  afterEach(() => {
    world.nodes[0].wait = undefined
  })

  test('behavior: it is read while the events of the range before are on their way', async () => {
    await schedule()
    await mineTo(secondEnd)
    const readings = () =>
      asked('eth_getBlockByNumber').filter(({ params }) => isBlock(secondEnd)(params))
    world.nodes[0].wait = (method) =>
      method === 'eth_getLogs'
        ? vi.waitFor(() => expect(readings().length).toBeGreaterThan(0))
        : undefined
    await index()
    expect(ranges().map(([from]) => from)).toContain(Number(firstEnd) + 1)
    // Before its events and after them.
    expect(readings()).toHaveLength(2)
    await expectTruth()
  })

  test('behavior: where its block is replaced before its turn it is read again', async () => {
    const kept = await schedule()
    await mineTo(firstEnd)
    const before = await world.client.snapshot()
    const gone = await schedule()
    await mineTo(secondEnd)
    let replacing: Promise<{ id: Hash }> | undefined
    const replace = async () => {
      await world.client.revert({ id: before })
      const instead = await schedule()
      await mineTo(secondEnd)
      return instead
    }
    world.nodes[0].wait = (method, params) => {
      if (method !== 'eth_getLogs') return undefined
      const [{ fromBlock }] = params as [{ fromBlock: Hash }]
      if (hexToBigInt(fromBlock) <= world.deploymentBlock + firstEnd) return undefined
      replacing ??= replace()
      return replacing
    }
    await index()
    const ids = (await stands()).map(([id]) => id)
    expect(ids).toContain(kept.id)
    expect(ids).toContain((await replacing)?.id)
    expect(ids).not.toContain(gone.id)
    await expectTruth()
  })

  test('behavior: a node that does not tell it keeps no range before it back', async () => {
    await schedule()
    await mineTo(secondEnd)
    world.nodes[0].rewrite = ({ method, params }) =>
      method === 'eth_getBlockByNumber' && isBlock(secondEnd)(params)
        ? { error: { code: -32000, message: 'busy' } }
        : undefined
    await expect(index()).rejects.toMatchObject({ name: 'UnscannedRangeError' })
    expect(ranges()[0]).toEqual([0, Number(firstEnd)])
    expect(ranges().filter(([from]) => from === 0)).toHaveLength(1)
    expect((await world.page())?.indexed?.number).toBe(world.deploymentBlock + secondEnd - 1n)
    world.nodes[0].rewrite = undefined
    await index()
    await expectTruth()
  })
})
