import { numberToHex, toEventSelector, zeroHash } from 'viem'
import { getBlock } from 'viem/actions'
import { describe, expect, test } from 'vitest'
import { cutAt, indexWorld, proposer } from '@/lib/actions/timelock/__fixtures__/index-world'
import { encodeCancel } from '@/lib/core/timelock/encode-cancel'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import { type RpcProxy, startRpcProxy } from '@/test/start-rpc-proxy'

const world = indexWorld()
const { contextOf, urlsOf, send, newSalt, schedule, scheduleBatch, index, expectTruth, asked } =
  world

test('behavior: a node that cuts its answers without a word', async () => {
  // Two events each: all of them do not fit into an answer of a hundred.
  for (let n = 0; n < 70; n++) await schedule()
  world.nodes[0].rewrite = cutAt(100)
  await index()
  await expectTruth()
})

test('behavior: an event missing within a batch is asked for again, of the next node as well', async () => {
  const calls = [1n, 2n, 3n].map((value) => ({ target: proposer, value, data: '0x' as const }))
  const salt = newSalt()
  const content = { kind: 'batch' as const, calls, predecessor: zeroHash, salt }
  await send(encodeSchedule({ ...content, delay: 60n }))
  const without: RpcProxy['rewrite'] = ({ method }, { result }) =>
    method === 'eth_getLogs'
      ? {
          result: (result as { topics: string[] }[]).filter(({ topics }) => topics[2] !== second),
        }
      : undefined
  const second = numberToHex(1, { size: 32 })
  world.nodes[0].rewrite = without
  await index(contextOf({ urls: urlsOf(2) }))
  await expectTruth()
  // What no node gives stays missing, and is told so.
  world.nodes[1].rewrite = without
  const other = newSalt()
  await send(encodeSchedule({ ...content, salt: other, delay: 60n }))
  await index(contextOf({ urls: urlsOf(2) }))
  const id = hashOperation({ ...content, salt: other })
  const page = await world.operation(id)
  expect(page?.operation).toMatchObject({ missingCalls: 1 })
  expect(page?.risks).toContain('incomplete')
})

test('behavior: what too few nodes add is not believed', async () => {
  const third = await startRpcProxy(world.rpcUrl)
  const urls = [...world.nodes, third].map(({ url }) => url)
  const calls = [1n, 2n, 3n].map((value) => ({ target: proposer, value, data: '0x' as const }))
  const lost = numberToHex(1, { size: 32 })
  const without: RpcProxy['rewrite'] = ({ method }, { result }) => {
    if (method !== 'eth_getLogs') return undefined
    const logs = result as { topics: string[] }[]
    return { result: logs.filter(({ topics }) => topics[2] !== lost) }
  }
  try {
    for (const quorum of [2, 1]) {
      for (const node of world.nodes) node.rewrite = without
      const salt = newSalt()
      const content = { kind: 'batch' as const, calls, predecessor: zeroHash, salt }
      await send(encodeSchedule({ ...content, delay: 60n }))
      await index(contextOf({ urls, quorum }))
      const read = await world.operation(hashOperation(content))
      expect(read?.operation.missingCalls).toBe(quorum === 2 ? 1 : undefined)
    }
  } finally {
    await third.stop()
  }
})

test.each([
  ['the last call of a batch', { topic: 2, is: numberToHex(2, { size: 32 }) }],
  ['the salt', { topic: 0, is: toEventSelector('CallSalt(bytes32,bytes32)') }],
])('behavior: %s, which leaves no gap, is asked for again', async (_name, lost) => {
  const calls = [1n, 2n, 3n].map((value) => ({ target: proposer, value, data: '0x' as const }))
  const content = { kind: 'batch' as const, calls, predecessor: zeroHash }
  const salt = newSalt()
  await send(encodeSchedule({ ...content, salt, delay: 60n }))
  const without: RpcProxy['rewrite'] = ({ method }, { result }) => {
    if (method !== 'eth_getLogs') return undefined
    const logs = result as { topics: string[] }[]
    return { result: logs.filter(({ topics }) => topics[lost.topic] !== lost.is) }
  }
  world.nodes[0].rewrite = without
  const urls = urlsOf(2)
  await index(contextOf({ urls }))
  await expectTruth()
  // Of what no node gives nothing is said that the id does not prove.
  world.nodes[1].rewrite = without
  const other = newSalt()
  await send(encodeSchedule({ ...content, salt: other, delay: 60n }))
  await index(contextOf({ urls }))
  const id = hashOperation({ ...content, salt: other })
  const read = await world.operation(id)
  expect(read?.operation.salt).toBe('unknown')
  const isContradicted = lost.topic === 2
  expect(read?.operation.mismatch).toBe(isContradicted || undefined)
  if (isContradicted) expect(read?.mismatch).toContain('Its id is not the hash')
})

describe('a round number of events in one block, which cannot be asked for in parts', () => {
  const receipts = ['eth_getBlockReceipts', 'eth_getTransactionReceipt']
  const looked = () => receipts.flatMap((method) => asked(method)).length

  test('behavior: what was cut off is in the receipts', async () => {
    const { id } = await scheduleBatch(130)
    world.nodes[0].rewrite = cutAt(100)
    await index()
    expect((await world.operation(id))?.operation.calls).toHaveLength(130)
    await expectTruth()
  })

  test('behavior: twin, as many as there are: the receipts are asked for once', async () => {
    world.nodes[0].requests.length = 0
    const context = contextOf()
    await index(context)
    const { id } = await scheduleBatch(100, zeroHash)
    await index(context)
    expect(looked()).toBe(1)
    await send(encodeCancel({ id }))
    await index(context)
    await scheduleBatch(100, zeroHash)
    await index(context)
    expect(looked()).toBe(1)
    await expectTruth()
  })

  test('error: without receipts the block stays unscanned, with the reason; another node gives it', async () => {
    await schedule()
    await scheduleBatch(130)
    const { number } = await getBlock(world.client)
    const cut = cutAt(100)
    world.nodes[0].rewrite = (request, answer) =>
      receipts.includes(request.method)
        ? { error: { code: -32_601, message: 'no' } }
        : cut?.(request, answer)
    const reason = `exactly 100 events of block ${number}, and no receipts to hold them against`
    await expect(index()).rejects.toThrow(reason)
    const page = await world.page()
    expect(page?.indexed?.number).toBe(number - 1n)
    expect(page?.problem?.text).toContain(reason)
    expect(page?.unscanned.at(-1)?.fromBlock).toBe(number)
    await index(contextOf({ urls: urlsOf(2) }))
    await expectTruth()
  })
})
