import { type Hex, numberToHex } from 'viem'
import { expect, test } from 'vitest'
import type { ChainNode } from './chain-nodes'
import { fetchEventLogs } from './fetch-event-logs'
import { type SpanSide, unseenSpans } from './seen-spans'

const address = '0x0000000000000000000000000000000000000001'
const topic = numberToHex(1, { size: 32 })

type Filter = {
  readonly topics: readonly [readonly Hex[], ...Hex[]]
  readonly fromBlock: Hex
  readonly toBlock: Hex
}

/**
 * A node of a chain with an event in each of some blocks, which answers for so many blocks of a range without a word, and leaves
 * out its end, or its beginning.
 */
function nodeWith({
  events,
  answered = Number.POSITIVE_INFINITY,
  without = 'end',
}: {
  events: number[]
  answered?: number
  without?: SpanSide
}) {
  const asked: [from: number, to: number][] = []
  const chain = { events }
  const node: ChainNode = {
    host: 'node.example',
    mostComplete: 0,
    spans: unseenSpans(),
    async ask(_, [filter]) {
      const { fromBlock, toBlock, topics } = filter as Filter
      const [from, to] = [Number(fromBlock), Number(toBlock)]
      asked.push([from, to])
      const [, id] = topics
      const logs = chain.events
        .filter((block) => block >= from && block <= to)
        .filter((block) => (without === 'end' ? block - from : to - block) < answered)
        .map((block) => ({
          address,
          topics: [topic, numberToHex(block, { size: 32 })],
          data: '0x',
          blockNumber: numberToHex(block),
          blockHash: numberToHex(block, { size: 32 }),
          transactionHash: numberToHex(block, { size: 32 }),
          logIndex: '0x0',
        }))
        .filter((log) => id === undefined || log.topics[1] === id)
      const text = JSON.stringify({ jsonrpc: '2.0', id: 1, result: logs })
      return { bytes: Buffer.from(text), result: () => logs }
    },
    request: () => Promise.reject(new Error('Its answers are read as they come.')),
    batch: () => Promise.reject(new Error('It is asked one by one.')),
  }
  const fetch = async (fromBlock: number, toBlock: number) => {
    const range = { fromBlock: BigInt(fromBlock), toBlock: BigInt(toBlock) }
    const logs = await fetchEventLogs(node, { address, topics: [topic], ...range })
    return logs.map(({ place }) => Number(place.blockNumber))
  }
  return { asked, fetch, chain }
}

const leavesOut = (blocks: number, side: SpanSide = 'end') => ({
  name: 'NodeRefusedError',
  facts: expect.arrayContaining([
    ['Reason', `it leaves out the ${side} of ${blocks} blocks without a word`],
  ]),
})

test('behavior: events at both ends of each range tell that it was answered: nothing more is asked', async () => {
  const events = [5_000, 5_009, 5_010, 5_109, 5_110, 5_609]
  const { asked, fetch } = nodeWith({ events })
  await fetch(5_000, 5_009)
  await fetch(5_010, 5_109)
  await fetch(5_110, 5_609)
  expect(asked).toHaveLength(3)
})

test('behavior: a longer range without an event at its ends costs one question for each, once', async () => {
  const { asked, fetch } = nodeWith({ events: [5_000] })
  expect(await fetch(5_000, 5_009)).toEqual([5_000])
  expect(await fetch(5_010, 5_109)).toEqual([])
  expect(asked).toEqual([
    [5_000, 5_009],
    [4_991, 5_000],
    [5_010, 5_109],
    [5_000, 5_099],
    [4_901, 5_000],
  ])
  await fetch(5_110, 5_209)
  await fetch(5_210, 5_212)
  expect(asked).toHaveLength(7)
})

test('behavior: rounds of a few blocks each', async () => {
  const { asked, fetch } = nodeWith({ events: [] })
  for (const [from, to] of [
    [1, 1],
    [2, 4],
    [5, 11],
    [12, 13],
    [14, 20],
  ] as const)
    await fetch(from, to)
  expect(asked).toHaveLength(5)
})

test('error: a node that leaves out the end is found out by an event that it gave', async () => {
  const { asked, fetch } = nodeWith({ events: [5_000, 5_060], answered: 20 })
  expect(await fetch(5_000, 5_009)).toEqual([5_000])
  await expect(fetch(5_010, 5_109)).rejects.toMatchObject(leavesOut(100))
  // So many blocks are not asked for again.
  const before = asked.length
  await expect(fetch(5_010, 5_109)).rejects.toMatchObject(leavesOut(100))
  expect(asked).toHaveLength(before)
  expect(await fetch(5_060, 5_069)).toEqual([5_060])
})

test('error: as well one that leaves out the beginning', async () => {
  const { asked, fetch } = nodeWith({ events: [5_000, 5_020], answered: 20, without: 'beginning' })
  expect(await fetch(5_000, 5_009)).toEqual([5_000])
  await expect(fetch(5_010, 5_109)).rejects.toMatchObject(leavesOut(100, 'beginning'))
  const before = asked.length
  await expect(fetch(5_010, 5_109)).rejects.toMatchObject(leavesOut(100, 'beginning'))
  expect(asked).toHaveLength(before)
  expect(await fetch(5_011, 5_020)).toEqual([5_020])
})

test('error: one that leaves out the beginning, and of which no event was known, by an event in a part', async () => {
  const { fetch } = nodeWith({ events: [45], answered: 20, without: 'beginning' })
  expect(await fetch(3, 12)).toEqual([])
  await expect(fetch(13, 112)).rejects.toMatchObject(leavesOut(68, 'beginning'))
  expect(await fetch(43, 52)).toEqual([45])
})

test('error: one whose chain is too short for that, by an event in a part', async () => {
  const { fetch } = nodeWith({ events: [3, 45], answered: 20 })
  expect(await fetch(3, 12)).toEqual([3])
  await expect(fetch(13, 112)).rejects.toMatchObject(leavesOut(33))
  expect(await fetch(13, 22)).toEqual([])
  expect(await fetch(43, 52)).toEqual([45])
})

test('behavior: twin, on such a chain: no node is refused, and the parts are asked for once', async () => {
  const { asked, fetch } = nodeWith({ events: [3, 45] })
  expect(await fetch(3, 12)).toEqual([3])
  expect(await fetch(13, 112)).toEqual([45])
  expect(asked.length).toBeLessThan(12)
  for (const from of [113, 213, 313]) expect(await fetch(from, from + 99)).toEqual([])
  expect(asked.length).toBeLessThan(15)
})

test('behavior: an event that a reorganisation took along proves nothing', async () => {
  const { chain, fetch } = nodeWith({ events: [5_000] })
  expect(await fetch(5_000, 5_009)).toEqual([5_000])
  chain.events = []
  expect(await fetch(5_010, 5_109)).toEqual([])
})

test('error: an event in a part that the same question gives the next time', async () => {
  const { chain, fetch } = nodeWith({ events: [] })
  const answering = fetch(1, 100)
  chain.events = [90]
  await expect(answering).rejects.toThrow('A node contradicts itself.')
  expect(await fetch(1, 100)).toEqual([90])
})
