import { type Hash, zeroHash } from 'viem'
import { getBlock } from 'viem/actions'
import { describe, expect, test } from 'vitest'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { indexWorld, proposer } from '@/lib/actions/timelock/__fixtures__/index-world'
import { encodeCancel } from '@/lib/core/timelock/encode-cancel'
import type { RpcProxy } from '@/test/start-rpc-proxy'

const world = indexWorld()
const { send, contextOf, urlsOf, schedule, index, stands, expectTruth, asked, ranges } = world

describe('where a machine behind the node lacks the newest blocks', () => {
  /** It has no events from there on. Asked for a block that it lacks by its hash, it says so. */
  const lacking = async (from: bigint, { byHash = true } = {}): Promise<RpcProxy['rewrite']> => {
    const { hash } = await getBlock(world.client, { blockNumber: from })
    return ({ method, params }, { result }) => {
      if (method !== 'eth_getLogs') return undefined
      const [{ blockHash }] = params as [{ blockHash?: Hash }]
      if (blockHash === hash && byHash) {
        return { error: { code: -32000, message: 'unknown block' } }
      }
      if (blockHash) return undefined
      const logs = result as { blockNumber: Hash }[]
      return { result: logs.filter(({ blockNumber }) => BigInt(blockNumber) < from) }
    }
  }

  test('behavior: what another one gives is put in its place', async () => {
    await schedule()
    await schedule()
    world.nodes[0].rewrite = await lacking((await getBlock(world.client)).number - 1n, {
      byHash: false,
    })
    await index()
    world.nodes[0].rewrite = undefined
    await expectTruth()
  })

  test('behavior: up to there it is indexed, and no further', async () => {
    await schedule()
    await schedule()
    const { number } = await getBlock(world.client)
    await world.client.mine({ blocks: 2 })
    world.nodes[0].rewrite = await lacking(number)
    await expect(index()).rejects.toMatchObject({
      name: 'NodeContradictsItselfError',
      retry: true,
    })
    expect((await world.page())?.indexed?.number).toBe(number - 1n)
    expect(await stands()).toHaveLength(1)
    world.nodes[0].rewrite = undefined
    await index()
    await expectTruth()
  })

  test('behavior: of several nodes another one gives it', async () => {
    await schedule()
    world.nodes[0].rewrite = await lacking((await getBlock(world.client)).number)
    await index(contextOf({ urls: urlsOf(2) }))
    await expectTruth()
  })

  test('behavior: twin, a filter that holds everything is asked about, and believed to hold nothing of it', async () => {
    await schedule()
    await world.client.mine({ blocks: 40 })
    world.nodes[0].rewrite = ({ method }, { result }) =>
      method === 'eth_getBlockByNumber'
        ? { result: { ...(result as object), logsBloom: `0x${'ff'.repeat(256)}` } }
        : undefined
    world.nodes[0].requests.length = 0
    await index()
    const byHash = asked('eth_getLogs').filter(({ params }) => 'blockHash' in (params[0] as object))
    // The newest ones alone, and once one that nobody has.
    expect(byHash).toHaveLength(32 + 1)
    await expectTruth()
  })

  test.each([
    ['no filters', undefined],
    ['filters of zeros', `0x${'00'.repeat(256)}`],
  ])('behavior: twin, a chain with %s', async (_name, logsBloom) => {
    await schedule()
    await world.client.mine({ blocks: 3 })
    world.nodes[0].rewrite = ({ method }, { result }) =>
      method === 'eth_getBlockByNumber'
        ? { result: { ...(result as object), logsBloom } }
        : undefined
    world.nodes[0].requests.length = 0
    await index()
    // From before the timelock on, it is only asked whether ten blocks are answered to their end.
    expect(ranges().filter(([from]) => from >= 0)).toHaveLength(1)
    expect(ranges().length).toBeLessThanOrEqual(2)
    await expectTruth()
  })

  describe('and answers for any hash as if the block were empty', () => {
    /** @param without Methods that it does not serve. */
    const emptyByHash = (from: bigint, without: readonly string[] = []): RpcProxy['rewrite'] => {
      return ({ method, params }, { result }) => {
        if (without.includes(method)) return { error: { code: -32_601, message: 'no' } }
        if (method !== 'eth_getLogs') return undefined
        if ('blockHash' in (params[0] as object)) return { result: [] }
        const logs = result as { blockNumber: Hash }[]
        return { result: logs.filter(({ blockNumber }) => BigInt(blockNumber) < from) }
      }
    }
    const [ofBlock, ofTransaction] = ['eth_getBlockReceipts', 'eth_getTransactionReceipt']

    test.each([
      ['all at once', []],
      ['one by one', [ofBlock]],
    ])('behavior: the receipts tell, %s', async (_name, without) => {
      await schedule()
      await schedule()
      world.nodes[0].rewrite = emptyByHash((await getBlock(world.client)).number - 1n, without)
      await index()
      world.nodes[0].rewrite = undefined
      expect(await stands()).toHaveLength(2)
      await expectTruth()
    })

    test('error: without receipts it is indexed up to there, and no further', async () => {
      await schedule()
      await schedule()
      const { number } = await getBlock(world.client)
      await world.client.mine({ blocks: 2 })
      world.nodes[0].rewrite = emptyByHash(number, [ofBlock, ofTransaction])
      await expect(index()).rejects.toMatchObject({ name: 'NodeContradictsItselfError' })
      expect((await world.page())?.indexed?.number).toBe(number - 1n)
      world.nodes[0].rewrite = undefined
      await index()
      await expectTruth()
    })

    test('error: receipts of other blocks, or of some transactions alone, tell nothing', async () => {
      for (const change of [
        (receipts: object[]) => receipts.map((each) => ({ ...each, blockHash: zeroHash })),
        () => [],
      ]) {
        await schedule()
        const { number } = await getBlock(world.client)
        const empty = emptyByHash(number, [ofTransaction])
        world.nodes[0].rewrite = (request, answer) =>
          request.method === ofBlock
            ? { result: change(answer.result as object[]) }
            : empty?.(request, answer)
        await expect(index()).rejects.toMatchObject({ name: 'NodeContradictsItselfError' })
        expect((await world.page())?.indexed?.number).toBe(number - 1n)
        world.nodes[0].rewrite = undefined
        await index()
      }
      await expectTruth()
    })

    test('behavior: twin, of blocks that may hold something and do not, the receipts say so', async () => {
      await schedule()
      await send(encodeCancel({ id: (await schedule()).id }))
      for (let n = 0; n < 3; n++) {
        await sendTransaction(world.client, { from: proposer, to: proposer, data: '0x' })
      }
      const honest = emptyByHash(2n ** 60n)
      world.nodes[0].rewrite = (request, answer) =>
        request.method === 'eth_getBlockByNumber'
          ? { result: { ...(answer.result as object), logsBloom: `0x${'ff'.repeat(256)}` } }
          : honest?.(request, answer)
      await index()
      expect(asked(ofBlock).length).toBeGreaterThan(0)
      world.nodes[0].rewrite = undefined
      await expectTruth()
    })
  })
})
