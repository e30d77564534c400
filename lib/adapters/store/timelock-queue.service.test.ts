import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import {
  type Address,
  getAddress,
  type Hash,
  type Hex,
  keccak256,
  numberToHex,
  zeroAddress,
  zeroHash,
} from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OperationStanding } from '@/lib/core/timelock/kind/operation-standing'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import { standingOf } from '@/lib/core/timelock/kind/standing-of'
import type { TimelockDetection } from '@/lib/core/timelock/kind/timelock-detection'
import { startPostgres } from '@/test/postgres'
import {
  countOperations,
  type ListOperationsParameters,
  listBriefOperations,
  listOperations,
} from './list-operations'
import { listTimelocks } from './list-timelocks'
import { openStore } from './open-store'
import type { OperationToSave } from './operation-row'
import { readOperation } from './read-operation'
import { readTimelockPage } from './read-timelock-page'
import { saveOperations } from './save-operations'
import { saveTimelock } from './save-timelock'
import type { Store } from './store'

const postgres = await startPostgres()
const directory = mkdtempSync(join(tmpdir(), 'suture-store-'))
const databases = [
  ['PGlite', { directory }],
  ...(postgres ? [['PostgreSQL', { databaseUrl: postgres.databaseUrl }] as const] : []),
] as const

afterAll(async () => {
  await postgres?.stop()
  rmSync(directory, { recursive: true, force: true })
})

const now = 1_000n
const detection: TimelockDetection = {
  kind: 'openzeppelin',
  generation: '≥ 5.0',
  minDelay: 2n ** 255n,
  badges: [
    { id: 'open-executor', severity: 'low', title: 'Anyone executes.', detail: 'So it is.' },
  ],
}
const block = { number: 9n, hash: zeroHash, timestamp: 90n }
const nthAddress = (n: number) => getAddress(numberToHex(n + 1, { size: 20 }))
const nthHash = (n: number) => numberToHex(n + 1, { size: 32 })
const positionAt = (blockNumber: bigint) => ({
  blockNumber,
  blockHash: zeroHash,
  blockTimestamp: blockNumber * 10n,
  transactionHash: zeroHash,
  logIndex: 0,
})

function operationOf(
  timelock: Address,
  id: Hash,
  members: Partial<QueuedOperation> & Partial<QueuedOperation['instances'][number]> = {},
): QueuedOperation {
  const { scheduled = positionAt(5n), eta = 900n, expires, cancelled, executed, ...rest } = members
  return {
    timelock: { chainId: 1, address: timelock },
    kind: 'openzeppelin',
    id,
    calls: [{ target: zeroAddress, value: 0n, data: '0x3659cfe6' }],
    instances: [
      {
        scheduled,
        eta,
        ...(expires !== undefined && { expires }),
        ...(cancelled && { cancelled }),
        ...(executed && { executed }),
      },
    ],
    ...rest,
  }
}

describe.each(databases)('%s', (_, parameters) => {
  let store: Store
  beforeAll(async () => {
    store = await openStore(parameters)
  })
  afterAll(() => store.close())

  async function follow(timelock: Address, operations: readonly OperationToSave[]): Promise<void> {
    await saveTimelock(store, {
      timelock: { chainId: 1, address: timelock },
      detection,
      firstBlock: { known: true, value: 3n },
      scanFrom: 3n,
      why: 'asked',
      now: new Date(0),
    })
    await saveOperations(store, { operations })
  }

  async function listAll(request: Omit<ListOperationsParameters, 'limit'>, limit: number) {
    const ids: Hash[] = []
    for (let cursor: string | undefined; ; ) {
      const { operations, next } = await listOperations(store, { ...request, limit, cursor })
      ids.push(...operations.map(({ id }) => id))
      if (!next) return ids
      cursor = next
    }
  }

  test('behavior: the database tells where an operation stands as the core does', async () => {
    const timelock = nthAddress(1)
    const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
    // Around the time that is asked for, where all is decided.
    const time = fc.bigInt(998n, 1_002n)
    const standings: readonly OperationStanding[] = [
      'waiting',
      'ready',
      'blocked',
      'stale',
      'executed',
      'cancelled',
      'passed',
      'unset',
      'unknown',
    ]
    const standing = fc.constantFrom(...standings)
    const one = fc.record({
      eta: time,
      expires: maybe(time),
      cancelled: fc.boolean(),
      executed: fc.boolean(),
      told: maybe(standing),
      toldEta: maybe(time),
      refused: maybe(fc.constant(true as const)),
      waitsFor: maybe(fc.constant(nthHash(9_998))),
      predecessor: fc.boolean(),
      done: maybe(fc.boolean()),
    })
    const samples = fc.sample(one, 1_000)
    const facts = samples.map((sample, n) => ({ sample, id: nthHash(n) }))
    const operations = facts.map(({ id, sample }): OperationToSave => {
      const { eta, expires, cancelled, executed, told, toldEta, predecessor, done } = sample
      const { refused, waitsFor } = sample
      return {
        operation: operationOf(timelock, id, {
          eta,
          expires,
          ...(cancelled && { cancelled: positionAt(6n) }),
          ...(executed && { executed: positionAt(7n) }),
          ...(predecessor && { predecessor: nthHash(9_999) }),
        }),
        told: told && {
          known: true,
          value: { standing: told, eta: toldEta, refused, waitsFor, block },
        },
        predecessorDone: predecessor ? done : undefined,
      }
    })
    await follow(timelock, operations)
    const filter = { chainId: 1, timelock }
    const { operations: listed } = await listOperations(store, { filter, now, limit: 5_000 })
    const stands = new Map(listed.map(({ id, standing }) => [id, standing]))
    const expected = new Map(
      facts.map(({ id, sample }) => {
        const { eta, expires, cancelled, executed, told, predecessor, done } = sample
        const due = (told && sample.toldEta) ?? eta
        const predecessorDone = predecessor ? done === true : undefined
        const { refused, waitsFor } = sample
        const isHeld = told === 'blocked' || refused !== undefined || waitsFor !== undefined
        const known = {
          ...{ due, expires, cancelled, executed, told, predecessorDone },
          refused: told !== undefined && !predecessor && isHeld,
        }
        return [id, standingOf(known, now)] as const
      }),
    )
    expect(stands).toEqual(expected)
    const counts = await countOperations(store, { filter, now })
    for (const [standing, count] of Object.entries(counts)) {
      const wanted = { ...filter, standing: [standing as OperationStanding] }
      const ids = await listAll({ filter: wanted, now }, 500)
      expect(ids.length).toBe(count)
      expect(ids.every((id) => expected.get(id) === standing)).toBe(true)
      expect(count).toBeGreaterThan(0)
    }
    // What all of them have is looked for where they stand, too: none is left out.
    for (const words of [{ target: zeroAddress }, { text: zeroAddress }]) {
      const found = await listAll({ filter: { ...filter, ...words }, now }, 500)
      expect(found).toEqual(listed.map(({ id }) => id))
    }
  })

  test('behavior: pages follow each other without gap and repetition, in either order', async () => {
    const timelock = nthAddress(2)
    const proposer = nthAddress(222)
    const operations = Array.from({ length: 25 }, (_, n) =>
      operationOf(timelock, nthHash(n), {
        // Equal ones, too.
        eta: BigInt(900 + (n % 4)),
        scheduled: positionAt(BigInt(n % 3)),
        proposer,
      }),
    )
    await follow(
      timelock,
      operations.map((operation) => ({ operation })),
    )
    const other = nthAddress(3)
    await follow(other, [{ operation: operationOf(other, nthHash(77), { eta: 902n, proposer }) }])
    const chosen = (filter: object, order: 'eta' | 'scheduled', reversed: boolean) => ({
      filter: { risk: 'upgrade' as const, ...filter },
      order,
      reversed,
    })
    const place = { chainId: 1, timelock }
    for (const filter of [place, { text: proposer }, { ...place, proposer }]) {
      for (const order of ['eta', 'scheduled'] as const) {
        for (const reversed of [false, true]) {
          const whole = await listAll(chosen(filter, order, reversed), 10_000)
          expect(await listAll(chosen(filter, order, reversed), 7)).toEqual(whole)
          expect(new Set(whole).size).toBeGreaterThanOrEqual(25)
        }
      }
    }
    const soonest = await listOperations(store, { filter: { chainId: 1, timelock }, limit: 25 })
    const etas = soonest.operations.map(({ due }) => due)
    expect(etas).toEqual(etas.toSorted((a, b) => Number(a - b)))
    const late = `${2n ** 63n}.1.${zeroAddress}.${zeroHash}`
    expect((await listOperations(store, { cursor: late, limit: 1 })).operations).toEqual([])
    await expect(
      listOperations(store, { cursor: late, order: 'scheduled', limit: 1 }),
    ).rejects.toThrow('This is not a cursor of this list.')
    await expect(listOperations(store, { cursor: 'x', limit: 1 })).rejects.toThrow(
      'This is not a cursor of this list.',
    )
  })

  test('behavior: filters', async () => {
    const timelock = nthAddress(4)
    const target = nthAddress(400)
    const calls = [
      { target: zeroAddress, value: 0n, data: '0x' },
      { target, value: 1n, data: '0xABCDEF01' },
    ] as const
    await follow(timelock, [
      { operation: operationOf(timelock, nthHash(0), { calls, proposer: target }) },
      {
        operation: operationOf(timelock, nthHash(1)),
        told: { known: true, value: { standing: 'unset', block } },
      },
    ])
    const find = async (filter: ListOperationsParameters['filter']) =>
      await listAll({ filter: { chainId: 1, timelock, ...filter } }, 10)
    expect(await find({ target })).toEqual([nthHash(0)])
    expect(await find({ selectors: ['0xabcdef01'] })).toEqual([nthHash(0)])
    expect(await find({ proposer: target })).toEqual([nthHash(0)])
    expect(await find({ risk: 'value' })).toEqual([nthHash(0)])
    expect(await find({ risk: 'mismatch' })).toEqual([nthHash(1)])
    expect(await find({ text: ` ${target} ` })).toEqual([nthHash(0)])
    expect(await find({ text: '%' })).toEqual([])
    expect(await find({ standing: [] })).toEqual([])
    expect(await find({ chainId: 2 })).toEqual([])
  })

  test('behavior: functions are found by their names', async () => {
    const timelock = nthAddress(21)
    const call = (data: Hex) => ({ target: zeroAddress, value: 0n, data })
    const upgrade = call('0x4f1ef286')
    const tail = '0x3659cfe64f1ef286'
    const operations = [
      [upgrade],
      [call('0x095ea7b3'), upgrade],
      // A mint to an account, and one of shares.
      [call('0x40c10f19')],
      [call('0x94bf804d')],
      // The digits of a selector stand at the ends of other words, too.
      [{ target: getAddress(`0x4f1ef286${'1'.repeat(32)}`), value: 0n, data: tail } as const],
    ].map((calls, n) => ({ operation: operationOf(timelock, nthHash(n), { calls }) }))
    await follow(timelock, operations)
    for (const place of [{ chainId: 1, timelock }, { timelock }]) {
      const find = (filter: object) => listAll({ filter: { ...place, ...filter } }, 2)
      const [first, second, third, fourth, last] = [0, 1, 2, 3, 4].map(nthHash)
      expect(await find({ text: 'upgradeToAndCall' })).toEqual([first, second])
      expect(await find({ text: 'approve(address,uint256)' })).toEqual([second])
      expect(await find({ text: 'approve upgradetoandcall' })).toEqual([second])
      expect(await find({ text: 'mint' })).toEqual([third, fourth])
      expect(await find({ text: 'upgradeTo' })).toEqual([last])
      expect(await find({ text: 'approve(address)' })).toEqual([])
      expect(await find({ text: 'nameless' })).toEqual([])
      expect(await find({ selectors: ['0x40c10f19', '0x94bf804d'] })).toEqual([third, fourth])
      const counts = await countOperations(store, { filter: { ...place, text: 'mint' }, now })
      expect(counts.ready).toBe(2)
    }
  })

  test('behavior: a search finds what has a word that begins or ends with it, and nothing else', async () => {
    const timelock = nthAddress(6)
    // Few digits, so that many words have an end in common; long beginnings that only differ later.
    const digits = (length: number) =>
      fc
        .array(fc.constantFrom('0', '1', 'a'), { minLength: length, maxLength: length })
        .map((all) => all.join(''))
    const word = (length: number) =>
      fc.oneof(
        digits(length),
        digits(3).map((end) => `${'1'.repeat(length - 3)}${end}`),
      )
    const address = word(40).map((all) => getAddress(`0x${all}`))
    const one = fc.record({
      id: word(64).map((all): Hash => `0x${all}`),
      proposer: fc.option(address, { nil: undefined }),
      predecessor: fc.option(
        word(64).map((all): Hash => `0x${all}`),
        { nil: undefined },
      ),
      calls: fc.array(fc.record({ target: address, data: word(8) }), { maxLength: 3 }),
    })
    const byId = new Map(fc.sample(one, 300).map((each) => [each.id, each]))
    const operations = [...byId.values()].map(({ id, proposer, predecessor, calls }) =>
      operationOf(timelock, id, {
        ...(proposer && { proposer }),
        ...(predecessor && { predecessor }),
        calls: calls.map(({ target, data }) => ({ target, value: 0n, data: `0x${data}ff` })),
      }),
    )
    await follow(
      timelock,
      operations.map((operation) => ({ operation })),
    )
    const wordsOf = ({ id, proposer, predecessor, calls }: QueuedOperation) =>
      [id, proposer, predecessor, ...calls.flatMap((call) => [call.target, call.data.slice(0, 10)])]
        .filter((each) => each !== undefined)
        .map((each) => each.toLowerCase().slice(2))
    const whole = fc.constantFrom(...operations.flatMap(wordsOf))
    const part = fc.tuple(whole, fc.nat(), fc.nat())
    const search = fc.oneof(
      part.map(([all, to]) => ({ begins: all.slice(0, 1 + (to % all.length)) })),
      part.map(([all, from]) => ({ ends: all.slice(from % all.length) })),
      part.map(([all, to, from]) => ({
        begins: all.slice(0, 1 + (to % 12)),
        ends: all.slice(-1 - (from % 12)),
      })),
      part.map(([all, from]) => ({ either: all.slice(from % all.length) })),
      part.map(([all, to]) => ({ either: all.slice(0, 1 + (to % all.length)) })),
    )
    const searches = fc.sample(search, 80)
    let most = 0
    for (const terms of [...searches.map((each) => [each]), searches.slice(0, 2)]) {
      const text = terms.map((term) => {
        if ('either' in term) return term.either.toUpperCase()
        if (!('ends' in term)) return `0x${term.begins}`
        return 'begins' in term ? `0x${term.begins}…${term.ends}` : `...${term.ends}`
      })
      const isHit = (words: readonly string[]) =>
        terms.every((term) =>
          words.some((each) => {
            if ('either' in term) return each.startsWith(term.either) || each.endsWith(term.either)
            const [begins, ends] = [
              'begins' in term ? term.begins : '',
              'ends' in term ? term.ends : '',
            ]
            // With 0x before it that is an address, and not the beginning of an id.
            if (!ends && begins.length === 40) return each === begins
            const isLongEnough = each.length >= begins.length + ends.length
            return isLongEnough && each.startsWith(begins) && each.endsWith(ends)
          }),
        )
      const expected = operations.filter((each) => isHit(wordsOf(each))).map(({ id }) => id)
      const filter = { chainId: 1, timelock, text: text.join(' ') }
      expect((await listAll({ filter }, 400)).toSorted(), filter.text).toEqual(expected.toSorted())
      most = Math.max(most, expected.length)
    }
    expect(most).toBeGreaterThan(100)
    const text = operations[0]?.id ?? ''
    const hits = operations.filter((each) => wordsOf(each).includes(text.slice(2)))
    const counts = await countOperations(store, { filter: { chainId: 1, timelock, text } })
    expect(Object.values(counts).reduce((sum, count) => sum + count)).toBe(hits.length)
  })

  test('behavior: words with the same end are told apart', async () => {
    const timelock = nthAddress(9)
    const addressOf = (digit: string) => getAddress(`0x${digit.repeat(30)}abcdef0123`)
    const idOf = (digit: string): Hash => `0x${digit.repeat(54)}abcdef0123`
    const [first, second] = [addressOf('1'), addressOf('2')] as const
    const [one, two, three, four] = [idOf('1'), idOf('2'), idOf('3'), idOf('4')] as const
    const call = { value: 0n, data: '0x' } as const
    await follow(
      timelock,
      [
        operationOf(timelock, one, { calls: [{ ...call, target: first }], proposer: second }),
        operationOf(timelock, two, { calls: [{ ...call, target: second }], predecessor: one }),
        operationOf(timelock, three, {
          calls: [
            { ...call, target: timelock },
            { ...call, target: first },
          ],
        }),
        operationOf(timelock, four),
      ].map((operation) => ({ operation })),
    )
    for (const place of [{}, { chainId: 1, timelock }]) {
      const find = (filter: object) => listAll({ filter: { ...place, ...filter } }, 2)
      expect(await find({ target: first })).toEqual([one, three])
      expect(await find({ target: second })).toEqual([two])
      expect(await find({ proposer: second })).toEqual([one])
      expect(await find({ proposer: first })).toEqual([])
      expect(await find({ text: first })).toEqual([one, three])
      expect(await find({ text: second.toLowerCase() })).toEqual([one, two])
      expect(await find({ text: `0x${second.slice(2).toUpperCase()}` })).toEqual([one, two])
      expect(await find({ text: one })).toEqual([one, two])
      expect(await find({ text: two.toUpperCase() })).toEqual([two])
      expect(await find({ text: `${first} ${second}` })).toEqual([one])
      expect(await find({ text: 'abcdef0123' })).toEqual([one, two, three, four])
      const { ready } = await countOperations(store, { filter: { ...place, text: first }, now })
      expect(ready).toBe(2)
    }
  })

  test('behavior: what few have and what most have is found alike', async () => {
    const timelock = nthAddress(7)
    const [common, rare] = [nthAddress(2 ** 40), nthAddress(2 ** 41)]
    const operations = Array.from({ length: 1_500 }, (_, n) =>
      operationOf(timelock, keccak256(nthHash(n)), {
        calls: [{ target: n % 500 === 7 ? rare : common, value: 0n, data: '0x' }],
        eta: BigInt(n % 10),
      }),
    )
    await follow(
      timelock,
      operations.map((operation) => ({ operation })),
    )
    const idsOf = (target: Address) =>
      operations.filter(({ calls }) => calls[0]?.target === target).map(({ id }) => id)
    const place = { chainId: 1, timelock }
    for (const target of [common, rare]) {
      const wanted = idsOf(target).toSorted()
      for (const filter of [{ text: target }, { target }, { ...place, text: target.slice(-12) }]) {
        expect((await listAll({ filter }, 400)).toSorted()).toEqual(wanted)
      }
    }
    expect(await listAll({ filter: { ...place, selectors: ['0x'] } }, 2_000)).toHaveLength(1_500)
    expect(await listAll({ filter: { ...place, selectors: ['0x12'] } }, 2_000)).toEqual([])
    const due = await listOperations(store, { filter: { ...place, text: rare }, limit: 10 })
    expect(due.operations.map((each) => each.due)).toEqual([7n, 7n, 7n])
  })

  test('behavior: a list without whole operations tells the same', async () => {
    const timelock = nthAddress(8)
    const all = { expires: 2n ** 200n, predecessor: nthHash(9), proposer: nthAddress(9) }
    const told = { standing: 'executed', block } as const
    await follow(timelock, [
      { operation: operationOf(timelock, nthHash(0), { eta: 2n ** 255n }) },
      {
        operation: operationOf(timelock, nthHash(1), { ...all, cancelled: positionAt(7n) }),
        told: { known: true, value: told },
        predecessorDone: false,
      },
      {
        operation: operationOf(timelock, nthHash(2), { executed: positionAt(7n) }),
        told: { known: false, reason: 'the node said "no"\\' },
      },
    ])
    const asked = { filter: { chainId: 1, timelock }, limit: 2 }
    const { operations, next } = await listOperations(store, asked)
    const brief = await listBriefOperations(store, asked, BigInt)
    expect(brief).toEqual({ operations: operations.map(({ operation: _, ...rest }) => rest), next })
    expect(brief.operations[1]?.told).toEqual({ known: false, reason: 'the node said "no"\\' })
    const written = await listBriefOperations(store, asked, (digits) => digits)
    const digits = (_: string, value: unknown) =>
      typeof value === 'bigint' ? value.toString() : value
    expect(JSON.stringify(written)).toBe(JSON.stringify(brief, digits))
  })

  test('behavior: what all rows have in common is read as what each has of its own, whatever it is', async () => {
    const awkward = [
      '',
      '\\N',
      'two\nlines',
      '{"a","b\\"}',
      "'; drop table timelocks; --",
      '\u2028',
    ]
    const batches = [...awkward.map((reason) => [reason, reason, reason]), awkward, ['alone']]
    for (const [n, reasons] of batches.entries()) {
      const timelock = nthAddress(600 + n)
      const targets = reasons.map((_, at) => nthAddress(700 + (n % 2 === 0 ? at : 0)))
      const operations = reasons.map((reason, at): OperationToSave => {
        const call = { target: targets[at] ?? zeroAddress, value: 0n, data: '0x' } as const
        const calls = [call, { ...call, target: timelock }]
        return {
          operation: operationOf(timelock, nthHash(at), { calls }),
          told: { known: false, reason },
        }
      })
      await follow(timelock, operations.toReversed())
      const filter = { chainId: 1, timelock }
      const listed = await listOperations(store, { filter, limit: 10 })
      expect(listed.operations.map(({ told }) => !told.known && told.reason)).toEqual(reasons)
      expect(listed.operations.map((each) => each.targets)).toEqual(
        targets.map((target) => [target, timelock]),
      )
      expect(listed.operations.map((each) => each.predecessor)).toEqual(
        reasons.map(() => undefined),
      )
    }
  })

  test('behavior: an operation with its relatives, and the timelock', async () => {
    const timelock = nthAddress(5)
    const [first, second] = [nthHash(0), nthHash(1)]
    await follow(timelock, [
      { operation: operationOf(timelock, first, { executed: positionAt(7n) }) },
      {
        operation: operationOf(timelock, second, { predecessor: first, eta: 2n ** 255n }),
        told: { known: false, reason: 'the node did not answer' },
      },
    ])
    const at = { chainId: 1, address: timelock, now }
    const page = await readOperation(store, { ...at, id: second })
    expect(page).toMatchObject({
      standing: 'waiting',
      due: 2n ** 255n,
      detection,
      indexed: undefined,
      isFinal: false,
      told: { known: false, reason: 'the node did not answer' },
      before: { id: first, standing: 'executed' },
      after: [],
      operation: operationOf(timelock, second, { predecessor: first, eta: 2n ** 255n }),
    })
    expect((await readOperation(store, { ...at, id: first }))?.after).toEqual([
      { id: second, standing: 'waiting', due: 2n ** 255n },
    ])
    expect(await readOperation(store, { ...at, id: nthHash(2) })).toBeUndefined()
    expect(await readTimelockPage(store, at)).toMatchObject({
      detection,
      firstBlock: { known: true, value: 3n },
      counts: { executed: 1, waiting: 1, ready: 0 },
      scanned: [],
      unscanned: [],
    })
    expect(await readTimelockPage(store, { ...at, chainId: 2 })).toBeUndefined()
    expect((await listTimelocks(store)).map(({ timelock }) => timelock.address)).toContain(timelock)
  })
})
