import fc from 'fast-check'
import { encodeAbiParameters, type Hex, numberToHex, parseAbiParameters, toHex } from 'viem'
import { expect, test } from 'vitest'
import { packLogs, unpackLogs } from '@/lib/adapters/store/packed-logs'
import {
  decodeOperationEvent,
  plainEventName,
  plainOperationId,
} from '@/lib/core/timelock/decode-operation-event'
import { cutLogs } from './cut-logs'
import type { NodeLog } from './node-log'

const scheduled = '0x4cf4410cc57040e44862ef0f45f3dd5a5e02db8eb8add648d4b0e236f1d07dca'
const executed = '0xc2617efa69bab66782fa219543714338489c4e9e178271560a91b82c3f612b58'
const salted = '0x20fda5fd27a1ea7bf5b9567f143ac5470bb059374a27e8f67cb44f946f6d0387'
const cancelled = '0xbaa1eb22f2a492ba1a5fea61b8df4d27c6c8b5f3971e63bb58fa14ff72eedb70'

const uint = fc.oneof(fc.bigInt(0n, 3n), fc.bigInt(0n, 2n ** 256n - 1n))
const word = fc.nat(3).map((n) => numberToHex(n, { size: 32 }))
const call = fc.record({
  id: word,
  index: uint.map((index) => numberToHex(index, { size: 32 })),
  target: fc.nat(3).map((n) => numberToHex(n, { size: 20 })),
  value: uint,
  data: fc.uint8Array({ maxLength: 70 }).map((value) => toHex(value)),
  predecessor: word,
  delay: uint,
})

type Event = { readonly topics: readonly Hex[]; readonly data: Hex }

const events: fc.Arbitrary<Event> = fc.oneof(
  call.map(
    ({ id, index, target, value, data, predecessor, delay }): Event => ({
      topics: [scheduled, id, index],
      data: encodeAbiParameters(parseAbiParameters('address, uint256, bytes, bytes32, uint256'), [
        target,
        value,
        data,
        predecessor,
        delay,
      ]),
    }),
  ),
  call.map(
    ({ id, index, target, value, data }): Event => ({
      topics: [executed, id, index],
      data: encodeAbiParameters(parseAbiParameters('address, uint256, bytes'), [
        target,
        value,
        data,
      ]),
    }),
  ),
  word.map((id): Event => ({ topics: [salted, id], data: id })),
  word.map((id): Event => ({ topics: [cancelled, id], data: '0x' })),
  fc.record({ topics: fc.array(word, { maxLength: 4 }), data: word }),
)

const placed = fc.record({
  event: events,
  block: fc.nat(1),
  transaction: fc.nat(2),
})

/** The events one after the other, as a node writes them. */
function nodeLogs(
  items: readonly { event: Event; block: number; transaction: number }[],
): readonly NodeLog[] {
  const blocks = items.map(({ block }) => block).sort()
  const wire = items.map(({ event, transaction }, at) => ({
    address: numberToHex(1, { size: 20 }),
    ...event,
    blockHash: numberToHex(blocks[at] ?? 0, { size: 32 }),
    blockNumber: numberToHex(blocks[at] ?? 0),
    blockTimestamp: '0x5',
    transactionHash: numberToHex(transaction, { size: 32 }),
    logIndex: numberToHex(at),
  }))
  const logs = cutLogs(Buffer.from(JSON.stringify(wire)))
  if (!logs) throw new Error('These are no events.')
  return logs
}

const asText = ({ topics, data, position }: NodeLog) => ({ topics, data, position })

test('default: an event of an operation is read in place as it is read from its texts', () => {
  fc.assert(
    fc.property(fc.array(placed, { maxLength: 6 }), (items) => {
      for (const log of nodeLogs(items)) {
        const text = asText(log)
        expect(decodeOperationEvent(log)).toEqual(decodeOperationEvent(text))
        expect(plainEventName(log)).toBe(plainEventName(text))
        expect(plainOperationId(log)).toBe(plainOperationId(text))
      }
    }),
  )
})

test('behavior: events are packed in place as they are packed from their texts, and unpacked again', () => {
  const ids = fc.array(fc.option(word), { minLength: 6, maxLength: 6 })
  fc.assert(
    fc.property(fc.array(placed, { maxLength: 6 }), ids, (items, ids) => {
      const logs = nodeLogs(items).map((log, at) => ({ operationId: ids[at] ?? null, log }))
      const texts = logs.map(({ operationId, log }) => ({ operationId, log: asText(log) }))
      const rows = packLogs(logs)
      expect(rows).toEqual(packLogs(texts))
      const inOrder = rows
        .flatMap(unpackLogs)
        .sort((a, b) => a.position.logIndex - b.position.logIndex)
      expect(inOrder).toEqual(texts.map(({ log }) => log))
    }),
  )
})

test('behavior: a topic that an event does not have', () => {
  const [log] = nodeLogs([{ event: { topics: [cancelled], data: '0x' }, block: 0, transaction: 0 }])
  expect([log?.topic(0), log?.topic(1), log?.topic(2)]).toEqual([cancelled, undefined, undefined])
})

test('error: an event whose time is not known has no position until it is told', () => {
  const [log] = nodeLogs([{ event: { topics: [], data: '0x' }, block: 0, transaction: 0 }])
  const untimed = log?.at({ ...log.place, blockTimestamp: undefined })
  expect(() => untimed?.position).toThrow('whose time was not asked for')
  expect(untimed?.at({ ...untimed.place, blockTimestamp: 5n }).position).toEqual(log?.position)
})
