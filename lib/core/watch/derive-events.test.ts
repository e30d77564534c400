import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { QueuedInstance, QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import { headAt, operationId, positionAt, queued, timelock, timeOf } from './__fixtures__/queued'
import { deriveEvents } from './derive-events'
import { driftCauses } from './drift-causes'
import { operationCauses } from './operation-causes'
import type { OperationWord } from './operation-word'
import type { QueueEvent } from './queue-event'
import { settingCauses } from './setting-causes'

const lead = 600n

/** Tells what is new of an operation at each block in turn, and gives all that was told. */
function tell(
  steps: readonly (readonly [operation: QueuedOperation | undefined, block: bigint])[],
  extra: { predecessorDone?: bigint; isPredecessorOpen?: boolean } = {},
): QueueEvent[] {
  const told: QueueEvent[] = []
  for (const [operation, block] of steps) {
    const causes = operation ? operationCauses({ operation, lead, ...extra }) : []
    told.push(...deriveEvents({ causes, told, head: headAt(block) }))
  }
  return told
}

const kinds = (events: readonly QueueEvent[]) => events.map(({ kind }) => kind)
const instance: QueuedInstance = { scheduled: positionAt(10n), eta: timeOf(110n) }
const executed = queued({ instances: [{ ...instance, executed: positionAt(120n) }] })
const cancelled = queued({ instances: [{ ...instance, cancelled: positionAt(20n) }] })

describe('deriveEvents', () => {
  test('default', () => {
    const told = tell([
      [queued(), 10n],
      [queued(), 60n],
      [queued(), 110n],
      [executed, 120n],
    ])
    expect(told.map(({ kind, sequence, at }) => [kind, sequence, at])).toEqual([
      ['scheduled', 1, timeOf(10n)],
      ['about-to-be-ready', 2, timeOf(60n)],
      ['ready', 3, timeOf(110n)],
      ['executed', 4, timeOf(120n)],
    ])
    expect(new Set(told.map(({ subject }) => subject))).toEqual(
      new Set([`eip155:31337:${timelock.address}/${operationId}`]),
    )
  })

  test('behavior: seen once or often, the same was told', () => {
    const often = tell(
      Array.from({ length: 120 }, (_, i) => [queued(), BigInt(i + 1)] as const).concat([
        [executed, 121n],
      ]),
    )
    expect(tell([[executed, 121n]])).toEqual(often)
  })

  test('behavior: time is the chain’s, to the second', () => {
    const told = tell([[queued(), 10n]])
    const causes = operationCauses({ operation: queued(), lead })
    const at = (timestamp: bigint) =>
      kinds(deriveEvents({ causes, told, head: { number: 109n, timestamp } }))
    expect(at(timeOf(60n) - 1n)).toEqual([])
    expect(at(timeOf(60n))).toEqual(['about-to-be-ready'])
    expect(at(timeOf(110n) - 1n)).toEqual(['about-to-be-ready'])
    expect(at(timeOf(110n))).toEqual(['about-to-be-ready', 'ready'])
  })

  test('behavior: what is cancelled early is never ready', () => {
    expect(kinds(tell([[cancelled, 500n]]))).toEqual(['scheduled', 'cancelled'])
  })

  test('behavior: scheduled again after it was cancelled, it is told again', () => {
    const again = queued({
      instances: [
        { ...instance, cancelled: positionAt(20n) },
        { scheduled: positionAt(20n, 'a', 1), eta: timeOf(120n) },
      ],
    })
    const told = tell([
      [cancelled, 20n],
      [again, 120n],
    ])
    expect(told.map(({ kind, instance }) => [kind, instance])).toEqual([
      ['scheduled', 0],
      ['cancelled', 0],
      ['scheduled', 1],
      ['about-to-be-ready', 1],
      ['ready', 1],
    ])
    expect(new Set(told.map(({ id }) => id)).size).toBe(5)
  })

  test('behavior: a delay within the lead makes no warning, and no lead makes none', () => {
    const short = queued({ instances: [{ scheduled: positionAt(10n), eta: timeOf(60n) }] })
    expect(kinds(tell([[short, 60n]]))).toEqual(['scheduled', 'ready'])
    const causes = operationCauses({ operation: queued(), lead: 0n })
    expect(causes.map(({ kind }) => kind)).toEqual(['scheduled', 'ready'])
  })

  test('behavior: what is blocked by its predecessor is not ready, nor about to be', () => {
    const blocked = queued({ predecessor: positionAt(1n).blockHash })
    expect(kinds(tell([[blocked, 500n]]))).toEqual(['scheduled'])
    const told = tell([[blocked, 500n]], { predecessorDone: timeOf(300n) })
    expect(kinds(told)).toEqual(['scheduled', 'blocked', 'ready'])
    expect(told.at(-1)).toMatchObject({ kind: 'ready', at: timeOf(300n) })
  })

  test('behavior: what is due before its predecessor is done is blocked, seen once or often', () => {
    const predecessor = positionAt(1n).blockHash
    const after = queued({ predecessor })
    const open = { isPredecessorOpen: true }
    expect(kinds(tell([[after, 109n]], open))).toEqual(['scheduled'])
    const told = tell([[after, 110n]], open)
    expect(told.at(-1)).toMatchObject({
      kind: 'blocked',
      at: timeOf(110n),
      detail: { reason: 'predecessor', waitsFor: predecessor },
    })
    const done = operationCauses({ operation: after, lead, predecessorDone: timeOf(300n) })
    expect(kinds(deriveEvents({ causes: done, told, head: headAt(300n) }))).toEqual(['ready'])
    // A predecessor of which nobody knows anything blocks nothing, and frees nothing.
    const unknown = operationCauses({ operation: after, lead })
    expect(deriveEvents({ causes: unknown, told, head: headAt(300n) })).toEqual([])
    // After a reorganisation it was done in time.
    const inTime = operationCauses({ operation: after, lead, predecessorDone: timeOf(90n) })
    const next = deriveEvents({ causes: inTime, told, head: headAt(310n) })
    expect(next.map(({ kind, retracts }) => retracts?.kind ?? kind)).toEqual([
      'blocked',
      'about-to-be-ready',
      'ready',
    ])
  })

  test.each([
    ['before the warning', 20n, timeOf(60n)],
    ['after it', 80n, timeOf(80n)],
    ['with its delay', 110n, timeOf(110n)],
  ])('behavior: a predecessor that is done in time leaves the warning, %s', (_when, done, at) => {
    const after = queued({ predecessor: positionAt(1n).blockHash })
    const told = tell([[after, 500n]], { predecessorDone: timeOf(done) })
    expect(told.map(({ kind, at }) => [kind, at])).toEqual([
      ['scheduled', timeOf(10n)],
      ['about-to-be-ready', at],
      ['ready', timeOf(110n)],
    ])
  })

  test('behavior: what was ready after a predecessor that was executed at another time is told anew', () => {
    const after = queued({ predecessor: positionAt(1n).blockHash })
    const told = tell([[after, 300n]], { predecessorDone: timeOf(300n) })
    const next = (block: bigint, done: bigint | undefined) =>
      deriveEvents({
        causes: operationCauses({ operation: after, lead, predecessorDone: done }),
        told,
        head: headAt(block),
      })
    expect(next(310n, timeOf(300n))).toEqual([])
    // A reorganisation; what comes instead is not known yet.
    expect(next(299n, undefined)).toEqual([])
    const gone = deriveEvents({ causes: [], told, head: headAt(299n) })
    expect(kinds(gone)).toEqual(['retracted', 'retracted', 'retracted'])
    const moved = next(305n, timeOf(301n))
    expect(moved.map(({ kind, sequence, at }) => [kind, sequence, at])).toEqual([
      ['retracted', 4, timeOf(305n)],
      ['ready', 5, timeOf(301n)],
    ])
    told.push(...moved)
    expect(next(306n, timeOf(301n))).toEqual([])
    expect(kinds(next(306n, undefined))).toEqual(['retracted'])
    expect(new Set(told.map(({ id }) => id)).size).toBe(5)
  })

  test('behavior: what expires unexecuted is stale, what was executed in time is not', () => {
    const expires = timeOf(200n)
    const stale = queued({ instances: [{ ...instance, expires }] })
    expect(kinds(tell([[stale, 199n]]))).not.toContain('stale')
    expect(tell([[stale, 200n]]).at(-1)).toMatchObject({ kind: 'stale', at: expires })
    const done = queued({ instances: [{ ...instance, expires, executed: positionAt(150n) }] })
    expect(kinds(tell([[done, 500n]]))).not.toContain('stale')
  })

  test('behavior: what only the contract says is done is told once', () => {
    const causes = (number: bigint) =>
      operationCauses({ operation: queued(), lead, doneAt: headAt(number) })
    const told = deriveEvents({ causes: causes(150n), told: [], head: headAt(150n) })
    expect(told.at(-1)).toMatchObject({ kind: 'executed', at: timeOf(150n) })
    expect(deriveEvents({ causes: causes(160n), told, head: headAt(160n) })).toEqual([])
  })

  test('behavior: one event of a contract that changes several things', () => {
    const position = positionAt(5n)
    const causes = settingCauses(timelock, [
      { position, what: 'delay', name: 'minDelay', after: 60n },
      { position, what: 'delay', name: 'grace', after: 90n },
      { position, what: 'rule', subject: 'guardian of role 5', after: 'role 7' },
      { position, what: 'bypass', call: { target: timelock.address, value: 0n, data: '0x' } },
    ])
    const told = deriveEvents({ causes, told: [], head: headAt(7n) })
    expect(kinds(told)).toEqual(['delay-changed', 'delay-changed', 'role-changed', 'bypassed'])
    expect(deriveEvents({ causes, told, head: headAt(8n) })).toEqual([])
  })

  test('behavior: settings and drift', () => {
    const position = positionAt(5n)
    const causes = [
      ...settingCauses(timelock, [
        { position, what: 'delay', name: 'minDelay', after: 60n },
        {
          position: { ...position, logIndex: 1 },
          what: 'role',
          role: 'PROPOSER_ROLE',
          account: timelock.address,
          granted: true,
        },
      ]),
      ...driftCauses({
        timelock,
        alarms: [
          {
            kind: 'code',
            what: 'code of 0x11',
            before: '0xaa',
            after: '0xbb',
            firstBlock: 7n,
            lastBlock: 7n,
            operation: operationId,
          },
        ],
        now: timeOf(7n),
      }),
    ]
    const told = deriveEvents({ causes, told: [], head: headAt(7n) })
    expect(told.map(({ kind, subject, sequence }) => [kind, subject.length, sequence])).toEqual([
      ['delay-changed', 55, 1],
      ['role-changed', 55, 2],
      ['drift', 122, 1],
    ])
    expect(deriveEvents({ causes, told, head: headAt(8n) })).toEqual([])
  })
})

describe('the word of the contract', () => {
  const silent = queued({ kind: 'zodiac-delay', silent: true })
  const word: OperationWord = {
    due: timeOf(110n),
    expires: undefined,
    settled: undefined,
    refused: false,
    freedAt: undefined,
    told: 'ready',
    isAsked: true,
  }
  const tellWords = (steps: readonly (readonly [Partial<OperationWord>, bigint])[]) => {
    const told: QueueEvent[] = []
    for (const [changes, block] of steps) {
      const causes = operationCauses({ operation: silent, lead, word: { ...word, ...changes } })
      told.push(...deriveEvents({ causes, told, head: headAt(block) }))
    }
    return kinds(told)
  }

  test('default: what executes in silence is ready when the contract says so, and not by the time', () => {
    const waiting = { told: 'waiting' } as const
    expect(tellWords([[waiting, 120n]])).toEqual(['scheduled', 'about-to-be-ready'])
    expect(tellWords([[{ told: undefined, isAsked: false }, 120n]])).toEqual(['scheduled'])
    expect(tellWords([[{}, 120n]])).toEqual(['scheduled', 'about-to-be-ready', 'ready'])
    // Asked in vain, the time has to do.
    expect(tellWords([[{ told: undefined }, 120n]])).toContain('ready')
  })

  test('behavior: what is over or was never there has no moments, and keeps those that were told', () => {
    const expires = timeOf(200n)
    for (const settled of ['passed', 'unset', 'unknown', 'cancelled'] as const) {
      const over = { expires, settled, told: settled }
      expect(tellWords([[over, 300n]])).toEqual(['scheduled'])
      const open = [{ expires }, 120n] as const
      expect(tellWords([open, [over, 300n]])).toEqual(tellWords([open]))
    }
  })

  test('behavior: what the contract would refuse is not ready; since when it does not, nobody tells', () => {
    const refused = { refused: true, told: 'blocked' } as const
    expect(tellWords([[refused, 120n]])).toEqual(['scheduled', 'blocked'])
    expect(
      tellWords([
        [{}, 120n],
        [refused, 130n],
      ]).slice(3),
    ).toEqual(['retracted', 'blocked'])
    const causes = operationCauses({
      ...{ operation: silent, lead },
      word: { ...word, freedAt: timeOf(150n) },
    })
    const told = deriveEvents({ causes, told: [], head: headAt(160n) })
    expect(told.at(-1)).toMatchObject({ kind: 'ready', at: timeOf(150n) })
  })

  test('behavior: what the contract would refuse is not about to be ready while it waits', () => {
    const refused = { refused: true, told: 'waiting' } as const
    expect(tellWords([[refused, 60n]])).toEqual(['scheduled'])
    expect(
      tellWords([
        [refused, 60n],
        [{ told: 'waiting' }, 70n],
        [refused, 80n],
      ]),
    ).toEqual(['scheduled', 'about-to-be-ready', 'retracted'])
  })

  test('behavior: blocked, freed and blocked again, each is told, and nothing of it taken back but ready', () => {
    const blocked = (since: bigint) =>
      ({ refused: true, told: 'blocked', toldSince: timeOf(since) }) as const
    const freed = (at: bigint) => ({ freedAt: timeOf(at) })
    const steps = [
      [blocked(112n), 112n],
      [blocked(112n), 113n],
      [freed(120n), 120n],
      [freed(120n), 121n],
      [blocked(130n), 130n],
      [blocked(130n), 131n],
      [freed(140n), 140n],
      [{ settled: 'passed', told: 'passed' }, 150n],
    ] as const
    expect(tellWords(steps)).toEqual([
      'scheduled',
      ...['blocked', 'ready', 'retracted', 'blocked', 'ready'],
    ])
    // What was heard is forgotten with a block, and heard anew.
    const again = { refused: true, told: 'blocked' } as const
    const unasked = { told: undefined, isAsked: false }
    expect(
      tellWords([
        [blocked(112n), 112n],
        [unasked, 111n],
        [again, 113n],
      ]),
    ).toEqual(['scheduled', 'blocked'])
  })

  test('behavior: a cooldown that was made longer takes back that it was blocked', () => {
    const refused = { refused: true, told: 'blocked' } as const
    expect(
      tellWords([
        [refused, 120n],
        [{ refused: true, told: 'waiting', due: timeOf(400n) }, 130n],
        [{ refused: true, told: 'blocked', due: timeOf(400n) }, 400n],
      ]),
    ).toEqual(['scheduled', 'blocked', 'retracted', 'blocked'])
  })

  test('behavior: what the contract holds no more is over, once', () => {
    const passedAt = { number: 50n, timestamp: timeOf(50n), after: timeOf(10n) }
    const over = { ...word, settled: 'passed', told: 'passed' } as const
    const causes = operationCauses({ operation: silent, lead, word: over, passedAt })
    const told = deriveEvents({ causes, told: [], head: headAt(50n) })
    expect(told.map(({ kind, at }) => [kind, at])).toEqual([
      ['scheduled', timeOf(10n)],
      ['passed', timeOf(50n)],
    ])
    expect(told.every((event) => !('after' in event))).toBe(true)
    expect(deriveEvents({ causes, told, head: headAt(60n) })).toEqual([])
    // It is there again in the block that replaced this one.
    const open = operationCauses({ operation: silent, lead, word })
    expect(kinds(deriveEvents({ causes: open, told, head: headAt(51n) }))).toEqual(['retracted'])
  })

  test('behavior: a moment that was moved is taken back and told again, also back and forth', () => {
    const later = { due: timeOf(400n), told: 'waiting' } as const
    expect(
      tellWords([
        [{}, 120n],
        [later, 130n],
        [later, 131n],
        [{}, 140n],
        [{ due: timeOf(400n) }, 400n],
        [{ due: timeOf(400n) }, 401n],
      ]).slice(3),
    ).toEqual([
      ...['retracted', 'retracted', 'about-to-be-ready', 'ready'],
      ...['retracted', 'retracted', 'about-to-be-ready', 'ready'],
    ])
  })

  test('behavior: while the contract was not asked again, nothing is taken back', () => {
    const unasked = { due: timeOf(400n), told: undefined, isAsked: false }
    expect(
      tellWords([
        [{}, 120n],
        [unasked, 130n],
      ]),
    ).toHaveLength(3)
  })
})

describe('reorganisation', () => {
  const moved = queued({ instances: [{ scheduled: positionAt(11n, 'b'), eta: timeOf(111n) }] })

  test('default: what stood in a block that is gone is taken back, newest first', () => {
    const told = tell([
      [executed, 120n],
      [undefined, 121n],
    ])
    expect(kinds(told)).toEqual([
      'scheduled',
      'about-to-be-ready',
      'ready',
      'executed',
      'retracted',
      'retracted',
      'retracted',
      'retracted',
    ])
    expect(told.slice(4).map(({ retracts }) => retracts)).toEqual(
      told
        .slice(0, 4)
        .reverse()
        .map(({ id, kind }) => ({ id, kind })),
    )
  })

  test('behavior: what stands in another block now is taken back and told anew', () => {
    const told = tell([
      [queued(), 10n],
      [moved, 11n],
    ])
    expect(kinds(told)).toEqual(['scheduled', 'retracted', 'scheduled'])
  })

  test('behavior: back and forth, each is told again under an id of its own', () => {
    const told = tell([
      [queued(), 10n],
      [moved, 11n],
      [queued(), 12n],
      [queued(), 13n],
    ])
    expect(kinds(told)).toEqual(['scheduled', 'retracted', 'scheduled', 'retracted', 'scheduled'])
    expect(new Set(told.map(({ id }) => id)).size).toBe(5)
  })

  test('behavior: a node that is behind takes nothing back', () => {
    const told = tell([[executed, 120n]])
    const head = headAt(9n)
    expect(deriveEvents({ causes: [], told, head })).toEqual([])
    // Its clock neither: what is known stays, and what was told to be ready stays so.
    const causes = operationCauses({ operation: queued(), lead })
    expect(kinds(deriveEvents({ causes, told, head: headAt(50n) }))).toEqual([])
  })
})

test('behavior: killed wherever it was, nothing is lost and nothing doubled', () => {
  const states = [queued(), cancelled, executed]
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(2), fc.integer({ min: 1, max: 200 }), fc.nat(3)), { maxLength: 12 }),
      (steps) => {
        const told: QueueEvent[] = []
        for (const [state, block, survivors] of steps) {
          const operation = states[state] ?? queued()
          const causes = operationCauses({ operation, lead })
          const next = deriveEvents({ causes, told, head: headAt(BigInt(block)) })
          // Only some were kept, as if each were a transaction; the rest is found again.
          told.push(...next.slice(0, survivors))
          told.push(...deriveEvents({ causes, told, head: headAt(BigInt(block)) }))
        }
        expect(told.map(({ sequence }) => sequence)).toEqual(told.map((_, i) => i + 1))
        expect(new Set(told.map(({ id }) => id)).size).toBe(told.length)
        const live = new Set<string>()
        for (const { kind, cause } of told) {
          if (kind === 'retracted') expect(live.delete(cause)).toBe(true)
          else expect(live.has(cause)).toBe(false)
          if (kind !== 'retracted') live.add(cause)
        }
      },
    ),
  )
})
