import fc from 'fast-check'
import { type Hex, numberToHex } from 'viem'
import { describe, expect, test } from 'vitest'
import { cutAnswer, cutLogs } from './cut-logs'
import type { NodeLog } from './node-log'

type Wire = {
  address: Hex
  topics: Hex[]
  data: Hex
  blockHash: Hex
  blockNumber: Hex
  blockTimestamp?: Hex | null
  transactionHash: Hex
  transactionIndex: Hex
  logIndex: Hex
  removed?: boolean
}

const word = (n: number) => numberToHex(n, { size: 32 })

function wireLog(changes: Partial<Wire> = {}): Wire {
  return {
    address: '0x5fbdb2315678afecb367f032d93f642f64180aa3',
    topics: [word(1), word(2), word(3)],
    data: `0x${'0'.repeat(64)}12${'0'.repeat(62)}`,
    blockHash: word(5),
    blockNumber: '0x15',
    blockTimestamp: '0x6b02e4f7',
    transactionHash: word(6),
    transactionIndex: '0x0',
    logIndex: '0x0',
    removed: false,
    ...changes,
  }
}

const answerOf = (result: unknown) => Buffer.from(JSON.stringify({ jsonrpc: '2.0', id: 1, result }))

const told = (log: NodeLog) => ({
  address: log.address,
  topics: log.topics,
  data: log.data,
  ...log.place,
  logIndex: log.logIndex,
})

/** What `JSON.parse` makes of the same. */
function byJson(result: readonly Wire[]) {
  return result
    .filter(({ removed }) => removed !== true)
    .map((log) => ({
      address: log.address,
      topics: log.topics,
      data: log.data,
      blockNumber: BigInt(log.blockNumber),
      blockHash: log.blockHash,
      blockTimestamp: BigInt(log.blockTimestamp ?? 0) || undefined,
      transactionHash: log.transactionHash,
      logIndex: Number(log.logIndex),
    }))
}

const few = (most: number) => fc.nat(most)
const hexDigits = fc
  .array(fc.constantFrom(...'0000000000123456789abcdefABCDEF'), { maxLength: 300 })
  .map((digits) => `0x${digits.join('').slice(0, digits.length - (digits.length % 2))}` as Hex)
/** Neighbours that have more or less in common, as nodes of all kinds write them. */
const wireLogs = fc
  .record({
    logs: fc.array(
      fc.record({
        address: few(1).map((n) => numberToHex(n, { size: 20 })),
        topics: fc.array(few(3).map(word), { maxLength: 4 }),
        data: hexDigits,
        blockHash: few(1).map(word),
        blockNumber: few(1).map((n) => numberToHex(20 + 300 * n)),
        blockTimestamp: fc.option(few(1).map((n) => numberToHex(n))),
        transactionHash: few(2).map(word),
        transactionIndex: few(2).map((n) => numberToHex(n)),
        logIndex: few(400).map((n) => numberToHex(n)),
        removed: fc.constantFrom(false, false, false, true),
      }),
      { maxLength: 12 },
    ),
    order: fc.shuffledSubarray(Object.keys(wireLog()) as (keyof Wire)[], { minLength: 10 }),
    isTimed: fc.boolean(),
  })
  .map(({ logs, order, isTimed }) =>
    logs.map(
      (log): Wire =>
        Object.fromEntries(
          order
            .filter((name) => isTimed || name !== 'blockTimestamp')
            .map((name) => [name, log[name]]),
        ) as Wire,
    ),
  )

describe('cutAnswer', () => {
  test('default: as JSON.parse reads it, in any order of members', () => {
    fc.assert(
      fc.property(wireLogs, (logs) => {
        expect(cutAnswer(answerOf(logs))?.map(told)).toEqual(byJson(logs))
      }),
      { numRuns: 500 },
    )
  })

  test('behavior: of an answer with one wrong byte it says what JSON.parse says, or nothing', () => {
    fc.assert(
      fc.property(wireLogs, fc.nat(), fc.integer({ min: 1, max: 255 }), (logs, at, change) => {
        const bytes = answerOf(logs)
        const place = at % bytes.length
        bytes[place] = (bytes[place] ?? 0) ^ change
        const cut = cutAnswer(bytes)
        if (cut === undefined) return
        const { result } = JSON.parse(bytes.toString()) as { result: Wire[] }
        expect(cut.map(told)).toEqual(byJson(result))
      }),
      { numRuns: 2_000 },
    )
  })

  test('behavior: of an answer that was cut off nothing is read', () => {
    const bytes = answerOf([wireLog(), wireLog({ logIndex: '0x1' })])
    for (let length = 0; length < bytes.length; length++) {
      expect(cutAnswer(bytes.subarray(0, length))).toBeUndefined()
    }
  })

  test('behavior: what neighbours have in common is one object', () => {
    const logs = [
      wireLog(),
      wireLog({ topics: [word(1), word(2), word(9)], data: '0x', logIndex: '0xa' }),
      wireLog({ topics: [word(7), word(2)], logIndex: '0xb' }),
      wireLog({ topics: [word(7), word(8)], logIndex: '0xc' }),
      wireLog({ transactionHash: word(7), logIndex: '0xd' }),
    ]
    const [first, second, third, fourth, last] = cutAnswer(answerOf(logs)) ?? []
    expect([second?.kind, third?.place, fourth?.place]).toEqual([
      first?.kind,
      first?.place,
      first?.place,
    ])
    expect(second?.kind).toBe(first?.kind)
    expect(third?.place).toBe(first?.place)
    expect(fourth?.place).toBe(first?.place)
    expect(last?.place).not.toBe(first?.place)
    expect(cutAnswer(answerOf(logs))?.map(told)).toEqual(byJson(logs))
  })

  test('behavior: members that are of no interest, in front and behind', () => {
    const list = JSON.stringify([{ more: 'words', n: 12, ...wireLog(), yes: true, none: null }])
    const answer = Buffer.from(`{"id":1,"result":${list},"jsonrpc":"2.0"}\n`)
    expect(cutAnswer(answer)?.map(told)).toEqual(byJson([wireLog()]))
  })

  test('behavior: a part of a buffer, wherever it begins', () => {
    const answer = answerOf([wireLog(), wireLog({ logIndex: '0x1' })])
    for (let offset = 0; offset < 4; offset++) {
      const part = Buffer.concat([Buffer.alloc(offset), answer]).subarray(offset)
      expect(cutAnswer(part)?.map(told)).toEqual(byJson([wireLog(), wireLog({ logIndex: '0x1' })]))
    }
  })

  test('behavior: nothing found', () => {
    expect(cutAnswer(answerOf([]))).toEqual([])
    expect(cutLogs(Buffer.from('[]'))).toEqual([])
  })

  test.each([
    ['a refusal', '{"jsonrpc":"2.0","id":1,"error":{"code":-32005,"message":"too much"}}'],
    ['an answer to another question', '{"jsonrpc":"2.0","id":2,"result":[]}'],
    ['no result', '{"jsonrpc":"2.0","id":1}'],
    ['a result that is no list', '{"jsonrpc":"2.0","id":1,"result":null}'],
    ['spaces', JSON.stringify({ id: 1, result: [wireLog()] }, null, 1)],
    ['an escape', JSON.stringify({ id: 1, result: [wireLog()] }).replace('data', '\\u0064ata')],
    ['a number with a leading zero', '{"id":01,"result":[]}'],
    ['two results', '{"result":[],"result":[]}'],
    ['a character of control behind it', '{"result":[]}\u0000'],
    ['more behind it', '{"result":[]}[]'],
    ['no JSON', '<html>'],
  ])('behavior: %s is left to others', (_, answer) => {
    expect(cutAnswer(Buffer.from(answer))).toBeUndefined()
  })

  const { data: _data, ...withoutData } = wireLog()
  test.each([
    ['without data', withoutData],
    ['with data of half a byte', wireLog({ data: '0x0' })],
    ['with data that are no hex', wireLog({ data: '0x0g' })],
    ['with five topics', wireLog({ topics: [1, 2, 3, 4, 5].map(word) })],
    ['with a short topic', wireLog({ topics: [word(1), '0x02'] })],
    ['with a short address', wireLog({ address: '0x00' })],
    ['with a short hash', wireLog({ blockHash: '0x00' })],
    ['with a block number of 17 digits', wireLog({ blockNumber: `0x1${'0'.repeat(16)}` })],
    ['with an index beyond what is kept', wireLog({ logIndex: '0x80000000' })],
    ['with a time beyond what is kept', wireLog({ blockTimestamp: '0x8000000000000000' })],
    ['without a digit of its index', wireLog({ logIndex: '0x' })],
    ['with a list for its time', { ...wireLog(), blockTimestamp: [] }],
    ['with a word for having been removed', { ...wireLog(), removed: 'no' }],
  ])('error: an event %s is none, the first or a later one', (_, log) => {
    expect(cutAnswer(answerOf([log]))).toBeUndefined()
    expect(cutAnswer(answerOf([wireLog(), log]))).toBeUndefined()
  })

  test('behavior: the largest of what is kept, and a time that the node does not know', () => {
    const largest = { logIndex: '0x7fffffff', blockTimestamp: '0x7fffffffffffffff' } as const
    const logs = [wireLog(largest), wireLog({ logIndex: '0x1', blockTimestamp: '0x0' })]
    const [first, second] = cutAnswer(answerOf(logs)) ?? []
    expect(first?.logIndex).toBe(2 ** 31 - 1)
    expect(first?.place.blockTimestamp).toBe(2n ** 63n - 1n)
    expect(second?.place.blockTimestamp).toBeUndefined()
  })

  test.each([
    '"data":"0x"',
    '"blockTimestamp":null',
    '"blockTimestamp":"0x5"',
    '"topics":[]',
    '"address":"0x00"',
  ])('error: a member that is there twice: %s', (member) => {
    const [, name] = member.split('"')
    const once = JSON.stringify([wireLog()])
    expect(cutLogs(Buffer.from(once.replace('}]', `,${member}}]`)))).toBeUndefined()
    // Of two the last one counts, whatever the first was.
    const twice = once.replace(`"${name}"`, `${member},"${name}"`)
    const cut = cutLogs(Buffer.from(twice))?.map(told)
    expect(cut ?? byJson(JSON.parse(twice) as Wire[])).toEqual(byJson([wireLog()]))
  })
})
