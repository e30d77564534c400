import fc from 'fast-check'
import { decodeEventLog, encodeAbiParameters, type Hex, parseAbiParameters, toHex } from 'viem'
import { describe, expect, test } from 'vitest'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import { decodeOperationEvent, plainEventName, plainOperationId } from './decode-operation-event'

const bytes = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((value) => toHex(value))
const word = bytes(32)
const uint = fc.bigInt(0n, 2n ** 256n - 1n)
const call = fc.record({
  id: word,
  index: uint,
  target: bytes(20),
  value: uint,
  data: fc.uint8Array({ maxLength: 200 }).map((value) => toHex(value)),
  predecessor: word,
  delay: uint,
})

const topicOf = {
  CallScheduled: '0x4cf4410cc57040e44862ef0f45f3dd5a5e02db8eb8add648d4b0e236f1d07dca',
  CallExecuted: '0xc2617efa69bab66782fa219543714338489c4e9e178271560a91b82c3f612b58',
  CallSalt: '0x20fda5fd27a1ea7bf5b9567f143ac5470bb059374a27e8f67cb44f946f6d0387',
  Cancelled: '0xbaa1eb22f2a492ba1a5fea61b8df4d27c6c8b5f3971e63bb58fa14ff72eedb70',
} as const

const scheduled = parseAbiParameters('address, uint256, bytes, bytes32, uint256')
const executed = parseAbiParameters('address, uint256, bytes')
const uintTopic = (value: bigint) => toHex(value, { size: 32 })

const events: fc.Arbitrary<{ topics: [Hex, ...Hex[]]; data: Hex }> = fc.oneof(
  call.map(({ id, index, target, value, data, predecessor, delay }) => ({
    topics: [topicOf.CallScheduled, id, uintTopic(index)] as [Hex, ...Hex[]],
    data: encodeAbiParameters(scheduled, [target, value, data, predecessor, delay]),
  })),
  call.map(({ id, index, target, value, data }) => ({
    topics: [topicOf.CallExecuted, id, uintTopic(index)] as [Hex, ...Hex[]],
    data: encodeAbiParameters(executed, [target, value, data]),
  })),
  fc.record({ id: word, salt: word }).map(({ id, salt }) => ({
    topics: [topicOf.CallSalt, id] as [Hex, ...Hex[]],
    data: salt,
  })),
  word.map((id) => ({ topics: [topicOf.Cancelled, id] as [Hex, ...Hex[]], data: '0x' as Hex })),
)

/** Of an execution only what it executes: the rest stands in what was scheduled. */
const byAbi = (topics: [Hex, ...Hex[]], data: Hex) => {
  try {
    const { eventName, args } = decodeEventLog({ abi: timelockAbi, topics, data })
    return { eventName, args: eventName === 'CallExecuted' ? { id: args.id } : args }
  } catch {
    return undefined
  }
}

describe('decodeOperationEvent', () => {
  test('default: as the ABI reads it', () => {
    fc.assert(
      fc.property(events, ({ topics, data }) => {
        const event = decodeOperationEvent({ topics, data })
        expect(event).toEqual(byAbi(topics, data))
        expect(plainOperationId({ topics, data })).toBe(event?.args.id)
        expect(plainEventName({ topics, data })).toBe(event?.eventName)
      }),
    )
  })

  test('behavior: of what is broken it says nothing else than the ABI', () => {
    const broken = fc.record({ event: events, at: fc.nat(), cut: fc.nat(600), digit: fc.nat(15) })
    fc.assert(
      fc.property(broken, ({ event: { topics, data }, at, cut, digit }) => {
        const place = 2 + (at % Math.max(1, data.length - 2))
        const changed = data.slice(0, place) + digit.toString(16) + data.slice(place + 1)
        for (const each of [changed, data.slice(0, 2 + 2 * cut), `${data}00`] as Hex[]) {
          if (each.length % 2 !== 0) continue
          const read = decodeOperationEvent({ topics, data: each })
          expect(plainOperationId({ topics, data: each })).toBe(read?.args.id)
          expect(plainEventName({ topics, data: each })).toBe(read?.eventName)
          if (read) expect(read).toEqual(byAbi(topics, each))
        }
        const read = decodeOperationEvent({ topics: topics.slice(0, -1), data })
        expect(read).toBeUndefined()
      }),
    )
  })
})
