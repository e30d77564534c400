import { type Hex, numberToHex } from 'viem'
import { expect, test } from 'vitest'
import type { ChainNode, NodeAnswer } from './chain-nodes'
import { fetchEventLogs } from './fetch-event-logs'
import { unseenSpans } from './seen-spans'

const address = '0x0000000000000000000000000000000000000001'
const topic = numberToHex(1, { size: 32 })

function answerOf(result: unknown): NodeAnswer {
  return {
    bytes: Buffer.from(JSON.stringify({ jsonrpc: '2.0', id: 1, result })),
    result: () => result,
  }
}

/** A node of a chain with so many events in each block, which gives so many of them at most. */
function nodeWith({
  perBlock,
  most,
  data = '0x',
}: {
  perBlock: number
  most: number
  data?: unknown
}) {
  const asked: [from: number, to: number][] = []
  const node: ChainNode = {
    host: 'node.example',
    mostComplete: 0,
    spans: unseenSpans(),
    async ask(_, [filter]) {
      const { fromBlock, toBlock } = filter as { fromBlock: Hex; toBlock: Hex }
      const [from, to] = [Number(fromBlock), Number(toBlock)]
      asked.push([from, to])
      const logs = Array.from({ length: (to - from + 1) * perBlock }, (_each, n) => ({
        address,
        topics: [topic],
        data,
        blockNumber: numberToHex(from + Math.floor(n / perBlock)),
        blockHash: numberToHex(from + Math.floor(n / perBlock), { size: 32 }),
        transactionHash: numberToHex(from + Math.floor(n / perBlock), { size: 32 }),
        logIndex: numberToHex(n % perBlock),
      }))
      return answerOf(logs.slice(0, most))
    },
    request: () => Promise.reject(new Error('Its answers are read as they come.')),
    batch: () => Promise.reject(new Error('It is asked one by one.')),
  }
  const fetch = (fromBlock: bigint, toBlock: bigint) =>
    fetchEventLogs(node, { address, topics: [topic], fromBlock, toBlock })
  return { asked, fetch }
}

test('behavior: a round number is held against its halves, once', async () => {
  const { asked, fetch } = nodeWith({ perBlock: 50, most: 1_000 })
  expect(await fetch(1n, 2n)).toHaveLength(100)
  expect(asked).toEqual([
    [1, 2],
    [1, 1],
    [2, 2],
  ])
  expect(await fetch(3n, 4n)).toHaveLength(100)
  expect(asked).toHaveLength(4)
})

test('behavior: a node that has given more than a round number does not cut at it', async () => {
  const { asked, fetch } = nodeWith({ perBlock: 50, most: 1_000 })
  expect(await fetch(1n, 3n)).toHaveLength(150)
  expect(await fetch(4n, 5n)).toHaveLength(100)
  expect(asked).toEqual([
    [1, 3],
    [4, 5],
  ])
})

test('behavior: one that cuts at a larger number than it has given is found out', async () => {
  const { asked, fetch } = nodeWith({ perBlock: 50, most: 200 })
  expect(await fetch(1n, 3n)).toHaveLength(150)
  expect(await fetch(4n, 9n)).toHaveLength(300)
  expect(asked).toEqual([
    [1, 3],
    [4, 9],
    [4, 6],
    [7, 9],
  ])
})

test.each(['0x0', '0x0g', '0x0\n', '00', '0X00', ' 0x00', 7, null])(
  'error: data that are no bytes: %j',
  async (data) => {
    const { fetch } = nodeWith({ perBlock: 1, most: 1_000, data })
    await expect(fetch(1n, 1n)).rejects.toThrow('an event has not the form of one')
  },
)

test.each(['0x', '0x00', '0xabCD'])('behavior: data that are bytes: %j', async (data) => {
  const { fetch } = nodeWith({ perBlock: 1, most: 1_000, data })
  expect(await fetch(1n, 1n)).toMatchObject([{ data }])
})

const wire = {
  address,
  topics: [topic],
  data: '0x12',
  blockNumber: '0x1',
  blockHash: numberToHex(1, { size: 32 }),
  blockTimestamp: null,
  transactionHash: numberToHex(1, { size: 32 }),
  logIndex: '0x0',
}

/** What a node is taken to have said that gives this text. */
function read(text: string) {
  const node: ChainNode = {
    host: 'node.example',
    mostComplete: 0,
    spans: unseenSpans(),
    ask: async () => ({ bytes: Buffer.from(text), result: () => JSON.parse(text).result }),
    request: () => Promise.reject(new Error('Its answers are read as they come.')),
    batch: () => Promise.reject(new Error('It is asked one by one.')),
  }
  return fetchEventLogs(node, { address, topics: [topic], fromBlock: 1n, toBlock: 2n })
}

const answer = (logs: unknown) => ({ jsonrpc: '2.0', id: 1, result: logs })

test('behavior: an answer in another spelling says the same', async () => {
  const text = JSON.stringify(answer([wire]), null, 2).replace('"data"', '"\\u0064ata"')
  expect(() => JSON.parse(text)).not.toThrow()
  expect(await read(text)).toMatchObject([{ data: '0x12', logIndex: 0 }])
})

test('behavior: an event that was taken back is none, whatever is left of it', async () => {
  const taken = { ...wire, blockNumber: null, blockHash: null, removed: true }
  expect(await read(JSON.stringify(answer([taken, wire])))).toHaveLength(1)
})

test('behavior: events that come out of order, or twice', async () => {
  const [first, second] = [wire, { ...wire, logIndex: '0x1' }]
  const found = await read(JSON.stringify(answer([second, first, second])))
  expect(found.map(({ logIndex }) => logIndex)).toEqual([0, 1])
})

test.each([
  ['from outside the range', { ...wire, blockNumber: '0x3' }],
  ['of another address', { ...wire, address: numberToHex(2, { size: 20 }) }],
  ['that was not asked for', { ...wire, topics: [numberToHex(2, { size: 32 })] }],
  ['without a topic', { ...wire, topics: [] }],
])('error: an event %s', async (_, log) => {
  await expect(read(JSON.stringify(answer([wire, log])))).rejects.toThrow(/an event/)
})

test('error: an answer that is no list', async () => {
  await expect(read(JSON.stringify(answer({})))).rejects.toThrow('is no list')
  await expect(read(JSON.stringify(answer([null])))).rejects.toThrow('has not the form of one')
})

test('error: an event with anything but texts in it, however deep', async () => {
  const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
  const noEvent = 'has not the form of one'
  const one = JSON.stringify(answer([wire]))
  await expect(read(one.replace(`["${topic}"]`, `[${deep}]`))).rejects.toThrow(noEvent)
  await expect(read(one.replace('"0x12"', deep))).rejects.toThrow(noEvent)
  await expect(read(one.replace('"0x12"', '1e20'))).rejects.toThrow(noEvent)
})
