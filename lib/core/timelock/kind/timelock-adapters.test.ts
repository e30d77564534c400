import fc from 'fast-check'
import { type Hash, type Hex, numberToHex, size, slice } from 'viem'
import { describe, expect, test } from 'vitest'
import { parseEvent, serializeEvent } from '@/lib/core/watch/event-document'
import { operationCauses } from '@/lib/core/watch/operation-causes'
import { position, schedulingLog } from './__fixtures__/scheduling-log'
import { detectTimelock } from './detect-timelock'
import { readOperationJson, writeOperation } from './operation-json'
import type { TimelockKind } from './queued-operation'
import { reconcile } from './reconcile'
import { readSettingJson, writeSetting } from './setting-json'
import type { Answer, RawLog } from './timelock-adapter'
import { timelockAdapters } from './timelock-adapters'
import type { TimelockDetection } from './timelock-detection'

const timelock = { chainId: 1, address: '0x0000000000000000000000000000000000000001' } as const
const kinds = Object.keys(timelockAdapters) as TimelockKind[]

const hex = (minLength: number, maxLength: number): fc.Arbitrary<Hex> =>
  fc
    .uint8Array({ minLength, maxLength })
    .map((bytes): Hex => `0x${Buffer.from(bytes).toString('hex')}`)

/** Larger than what a number, a time in a calendar or a column of a database can hold. */
const largest = [2n ** 31n, 2n ** 53n, 2n ** 63n, 2n ** 64n - 1n, 2n ** 255n, 2n ** 256n - 1n].map(
  (n) => numberToHex(n, { size: 32 }),
)

const detectionOf = (kind: TimelockKind): TimelockDetection => ({
  kind,
  generation: 'any',
  minDelay: 60n,
  gracePeriod: 600n,
  badges: [],
})

describe.each(kinds)('%s', (kind) => {
  const adapter = timelockAdapters[kind]
  const detection = detectionOf(kind)
  const fold = (logs: readonly RawLog[], id: Hash, at: { chainId: number } = timelock) =>
    adapter.fold({ timelock: { ...timelock, ...at }, id, logs, detection })
  const scheduled = (data: Hex) => {
    const log = schedulingLog(kind, data)
    const id = adapter.operationIdOf(log)
    if (id === undefined) throw new Error('The event names no operation.')
    return { log, id, operation: fold([log], id) }
  }

  /** Events that begin as the real ones do and go on as anything, and real ones with a piece replaced or missing. */
  const hostileLog: fc.Arbitrary<RawLog> = fc.oneof(
    fc.record({
      topics: fc
        .tuple(fc.constantFrom(...adapter.topics), fc.array(hex(0, 40), { maxLength: 4 }))
        .map(([first, rest]) => [first, ...rest]),
      data: hex(0, 400),
      position: fc.constant(position),
    }),
    fc.record({ topics: fc.array(hex(0, 33)), data: hex(0, 64), position: fc.constant(position) }),
    fc.tuple(fc.nat(1_000), fc.nat(1_000), hex(0, 64)).map(([from, length, piece]) => {
      const log = schedulingLog(kind, '0x12345678')
      const at = Math.min(2 + (from % log.data.length), log.data.length)
      const data = `${log.data.slice(0, at)}${piece.slice(2)}${log.data.slice(at + length)}`
      return { ...log, data: data as Hex }
    }),
    // A word of a real one is anything up to the largest: a time, an index, a length.
    fc.tuple(fc.nat(12), fc.constantFrom(...largest)).map(([nth, word]) => {
      const { topics, data, position } = schedulingLog(kind, '0x12345678')
      const at = nth - (topics.length - 1)
      const words: string[] = data.slice(2).match(/.{1,64}/g) ?? []
      if (at < 0) return { topics: topics.with(nth + 1, word), data, position }
      if (at >= words.length) return { topics, data, position }
      return { topics, data: `0x${words.with(at, word.slice(2)).join('')}` as Hex, position }
    }),
  )
  const anyDetection = fc.record({
    kind: fc.constant(kind),
    generation: fc.constant('any'),
    minDelay: fc.constantFrom(undefined, 0n, 2n ** 256n - 1n),
    gracePeriod: fc.constantFrom(undefined, 0n, 2n ** 256n - 1n),
    badges: fc.constant([]),
  })

  test('behavior: what any event tells can be kept and read again', () => {
    fc.assert(
      fc.property(fc.array(hostileLog, { maxLength: 4 }), anyDetection, (logs, detection) => {
        for (const setting of adapter.foldSettings(logs)) {
          expect(readSettingJson(writeSetting(setting))).toEqual(setting)
        }
        for (const log of logs) {
          const id = adapter.operationIdOf(log)
          const operation = id && adapter.fold({ timelock, id, logs, detection })
          if (!operation) continue
          expect(readOperationJson(writeOperation(operation))).toEqual(operation)
          for (const cause of operationCauses({ operation, lead: 600n })) {
            // Of the telling, not of what is told.
            const { after: _, holdsIf: __, ...event } = cause
            const told = { ...event, id: event.cause, subject: 'any', sequence: 1 }
            expect(parseEvent(serializeEvent(told))).toEqual(told)
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  test('default: its event becomes an operation that can be executed', () => {
    const { operation, id } = scheduled('0x12345678')
    expect(operation).toMatchObject({ timelock, kind, id, instances: [{ scheduled: position }] })
    expect(operation?.mismatch).toBeUndefined()
    const [call] = operation?.calls ?? []
    // Compound hashes `a()` to a selector in front of it.
    const data = call?.signature === undefined ? call?.data : slice(call.data, 4)
    expect(data).toBe('0x12345678')
    expect(adapter.encodeExecute(operation!)?.target).toBe(timelock.address)
  })

  test('behavior: no event, however broken, makes it throw', () => {
    const { id } = scheduled('0x12345678')
    fc.assert(
      fc.property(fc.array(hostileLog, { maxLength: 5 }), (logs) => {
        for (const log of logs) {
          const own = adapter.operationIdOf(log)
          for (const one of [own, id]) {
            const operation = one && fold(logs, one)
            if (operation === undefined) continue
            adapter.encodeExecute(operation)
            adapter.encodeCancel(operation)
            adapter.questions(operation)
            adapter.codesAsked?.(operation)
          }
        }
        adapter.foldSettings(logs)
      }),
      { numRuns: 100 },
    )
  })

  test('behavior: no answer, however broken, makes it throw; none at all is unknown', () => {
    const { operation } = scheduled('0x12345678')
    const answer: fc.Arbitrary<Answer> = fc.oneof(
      fc.constant(undefined),
      hex(0, 70),
      fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }).map((n) => numberToHex(n, { size: 32 })),
      fc.constantFrom(0n, 1n, 5_000n).map((n) => numberToHex(n, { size: 32 })),
    )
    const now = fc.bigInt({ min: 0n, max: 2n ** 64n })
    const several = fc.array(answer, { maxLength: 14 })
    fc.assert(
      fc.property(several, several, now, (answers, codes, now) => {
        adapter.detect({ code: '0x00', answers })
        const standing = adapter.readStanding({
          operation: operation!,
          detection,
          answers,
          codes,
          now,
        })
        reconcile({ operation: operation!, standing, now })
      }),
      { numRuns: 100 },
    )
    const silence = adapter.readStanding({ operation: operation!, detection, answers: [], now: 1n })
    expect(silence.known).toBe(false)
  })

  test('behavior: an event whose calls are not what its id commits to executes nothing', () => {
    const { id } = scheduled('0x12345678')
    const other = schedulingLog(kind, '0xdeadbeef')
    const topics = schedulingLog(kind, '0x12345678').topics
    const operation = fold([{ ...other, topics }], id)
    // Of OpenZeppelin's the salt stays unknown, and a DSPause's id is made from the very bytes.
    if (operation) expect(adapter.encodeExecute(operation)).toBeUndefined()
    if (kind === 'openzeppelin' || kind === 'ds-pause') return
    expect(operation?.mismatch).toBe(true)
    const standing = { known: true, value: { standing: 'waiting' } } as const
    const { incidents } = reconcile({ operation: operation!, standing, now: 1_001n })
    expect(incidents).toMatchObject([
      { title: expect.stringContaining('Its id is not the hash of what its events tell') },
    ])
  })

  test('behavior: a megabyte of calldata', () => {
    const data: Hex = `0x${'5a'.repeat(1_000_000)}`
    const { operation } = scheduled(data)
    expect(operation?.mismatch).toBeUndefined()
    expect(size(operation?.calls[0]?.data ?? '0x')).toBeGreaterThanOrEqual(1_000_000)
    expect(size(adapter.encodeExecute(operation!)?.data ?? '0x')).toBeGreaterThan(1_000_000)
  })

  test('behavior: one id on two chains is two operations', () => {
    const { log, id, operation } = scheduled('0x12345678')
    const elsewhere = fold([log], id, { chainId: 10 })
    expect(elsewhere?.timelock.chainId).toBe(10)
    expect({ ...elsewhere, timelock }).toEqual(operation)
  })
})

describe('detectTimelock', () => {
  const answered = (answer: Answer) =>
    Object.fromEntries(
      kinds.map((kind) => [kind, timelockAdapters[kind].probes.map(() => answer)]),
    ) as Record<TimelockKind, Answer[]>

  test('error: an account without code', () => {
    expect(detectTimelock({ code: '0x', answersByKind: answered(undefined) })).toEqual({
      isTimelock: false,
      reason: 'No code stands at this address: an account of a person, or nothing.',
    })
  })

  test('error: a contract that answers anything', () => {
    for (const n of [0n, 1n, 2n ** 160n - 1n]) {
      const answersByKind = answered(numberToHex(n, { size: 32 }))
      const verdict = detectTimelock({ code: '0x00', answersByKind })
      expect(verdict).toMatchObject({ isTimelock: false })
    }
  })

  test('error: what answers as two kinds is neither', () => {
    const word = (n: bigint) => numberToHex(n, { size: 32 })
    const answersByKind = {
      ...answered(undefined),
      compound: [5n, 2n, 30n, 14n, 1n, 0n, 0n].map(word),
      'ds-pause': [5n, 1n, 1n, 1n, 0n].map(word),
    }
    expect(detectTimelock({ code: '0x00', answersByKind })).toEqual({
      isTimelock: false,
      reason:
        'It answers as several kinds of timelocks do (Compound Timelock, Maker DSPause), so that its answers say nothing.',
    })
    const alone = { ...answersByKind, compound: answered(undefined).compound }
    expect(detectTimelock({ code: '0x00', answersByKind: alone })).toMatchObject({
      isTimelock: true,
      detection: { kind: 'ds-pause' },
    })
  })

  test('behavior: a proxy that can be pointed elsewhere is badged, a clone is not', () => {
    const word = (n: bigint) => numberToHex(n, { size: 32 })
    const answersByKind = {
      ...answered(undefined),
      'ds-pause': [5n, 1n, 1n, 1n, 0n].map(word),
    }
    const badges = (isFixed: boolean) => {
      const behind = { code: '0x00', isFixed } as const
      const verdict = detectTimelock({ code: '0x00', answersByKind, behind })
      return verdict.isTimelock ? verdict.detection.badges.map(({ id }) => id) : undefined
    }
    expect(badges(false)).toEqual(['upgradeable', 'code-hash-bound'])
    expect(badges(true)).toEqual(['code-hash-bound'])
  })
})
