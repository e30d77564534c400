import fc from 'fast-check'
import { type Address, type Hash, zeroAddress, zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import type { Known } from '@/lib/core/chain/snapshot'
import type { TransactionOutcome } from '@/lib/core/safe/proposed-transaction'
import type { OperationInstance, OperationState } from '@/lib/core/timelock/operation'
import type { LiveOperation } from './patch-record'
import { type Stage, stages } from './stage'
import { type StageFacts, stageOf } from './stage-of'

const eta = 1_000n
const predecessor: Hash = `0x${'11'.repeat(32)}`
const [before, after]: Address[] = [`0x${'01'.repeat(20)}`, `0x${'02'.repeat(20)}`]
const position = {
  blockNumber: 1n,
  blockHash: zeroHash,
  blockTimestamp: 900n,
  transactionHash: zeroHash,
  logIndex: 0,
}
const open: OperationInstance = { scheduled: position, delay: 100n, eta }
const cancelledInstance = { ...open, cancelled: position }
const executedInstance = { ...open, executed: position }

const known = <T>(value: T): Known<T> => ({ known: true, value })
const unknown = { known: false, reason: 'the node did not answer' } as const

function live(
  state: Known<OperationState>,
  instance: OperationInstance = open,
  predecessorState?: Known<OperationState>,
): LiveOperation {
  return {
    operation: {
      timelock: { chainId: 1, address: zeroAddress },
      id: zeroHash,
      kind: 'single',
      calls: [],
      predecessor: predecessorState ? predecessor : zeroHash,
      salt: zeroHash,
      instances: [instance],
    },
    state,
    predecessorState,
  }
}

const pending: TransactionOutcome = { status: 'pending' }
const replaced: TransactionOutcome = { status: 'replaced' }
const executed = (success: boolean): TransactionOutcome => ({
  status: 'executed',
  success,
  transactionHash: zeroHash,
  blockNumber: 1n,
  executedAt: 1n,
})
const proposals = (...outcomes: TransactionOutcome[]) => outcomes.map((outcome) => ({ outcome }))
const upgrade = (current: Known<Address>) => [{ from: before!, to: after!, current }]

const nothing: StageFacts = { live: undefined, schedules: [], upgrades: [] }

const table: [title: string, stage: Stage, facts: Partial<StageFacts>, now: bigint][] = [
  ['nothing but a dossier', 'draft', {}, 0n],
  ['a proposal', 'proposed', { schedules: proposals(pending) }, 0n],
  [
    'a proposal beside a rival that lost',
    'proposed',
    { schedules: proposals(replaced, pending) },
    0n,
  ],
  ['its nonce used by a rival', 'superseded', { schedules: proposals(replaced) }, 0n],
  [
    'executed by the Safe, reverted inside',
    'superseded',
    { schedules: proposals(executed(false)) },
    0n,
  ],
  ['executed by the Safe, not seen yet', 'scheduled', { schedules: proposals(executed(true)) }, 0n],
  ['waiting', 'scheduled', { live: live(known('waiting')) }, eta - 1n],
  ['waiting when read, over by now', 'ready', { live: live(known('waiting')) }, eta],
  ['ready', 'ready', { live: live(known('ready')) }, eta],
  [
    'waiting, its predecessor too',
    'scheduled',
    { live: live(known('waiting'), open, known('waiting')) },
    0n,
  ],
  [
    'ready, its predecessor not done',
    'blocked',
    { live: live(known('ready'), open, known('ready')) },
    eta,
  ],
  [
    'ready, its predecessor cancelled',
    'blocked',
    { live: live(known('ready'), open, known('unset')) },
    eta,
  ],
  [
    'ready, its predecessor not readable',
    'blocked',
    { live: live(known('ready'), open, unknown) },
    eta,
  ],
  [
    'ready, its predecessor done',
    'ready',
    { live: live(known('ready'), open, known('done')) },
    eta,
  ],
  [
    'over by now, its predecessor not done',
    'blocked',
    { live: live(known('waiting'), open, known('unset')) },
    eta,
  ],
  ['done', 'executed', { live: live(known('done'), executedInstance) }, eta],
  [
    'done, the new code in place',
    'executed',
    { live: live(known('done')), upgrades: upgrade(known(after!)) },
    eta,
  ],
  [
    'done, the old code back',
    'rolled-back',
    { live: live(known('done')), upgrades: upgrade(known(before!)) },
    eta,
  ],
  [
    'done, the code not readable',
    'executed',
    { live: live(known('done')), upgrades: upgrade(unknown) },
    eta,
  ],
  [
    'not done, the old code in place',
    'ready',
    { live: live(known('ready')), upgrades: upgrade(known(before!)) },
    eta,
  ],
  [
    'cancelled',
    'cancelled',
    { live: live(known('unset'), cancelledInstance), schedules: proposals(executed(true)) },
    eta,
  ],
  [
    'cancelled and proposed again',
    'proposed',
    {
      live: live(known('unset'), cancelledInstance),
      schedules: proposals(executed(true), pending),
    },
    eta,
  ],
  [
    'cancelled and scheduled again',
    'scheduled',
    { live: live(known('waiting'), open), schedules: proposals(executed(true), executed(true)) },
    0n,
  ],
  ['scheduled in a block that is gone', 'draft', { live: live(known('unset')) }, 0n],
  ['not readable, by its events waiting', 'scheduled', { live: live(unknown) }, eta - 1n],
  ['not readable, by its events ready', 'ready', { live: live(unknown) }, eta],
  [
    'not readable, by its events executed',
    'executed',
    { live: live(unknown, executedInstance) },
    eta,
  ],
  [
    'not readable, by its events cancelled',
    'cancelled',
    { live: live(unknown, cancelledInstance) },
    eta,
  ],
  [
    'the contract wins over the events',
    'executed',
    { live: live(known('done'), cancelledInstance) },
    eta,
  ],
]

describe('stageOf', () => {
  test.each(table)('default: %s: %s', (_, stage, facts, now) => {
    expect(stageOf({ ...nothing, ...facts }, now)).toBe(stage)
  })

  test('behavior: one stage for any facts', () => {
    const states = ['unset', 'waiting', 'ready', 'done'] as const
    const anyState = fc.oneof(fc.constant(unknown), fc.constantFrom(...states).map(known))
    const anyLive = fc
      .tuple(
        anyState,
        fc.constantFrom(open, cancelledInstance, executedInstance),
        fc.option(anyState, { nil: undefined }),
      )
      .map((parameters) => live(...parameters))
    const anyOutcome = fc.constantFrom(pending, replaced, executed(true), executed(false))
    fc.assert(
      fc.property(
        fc.option(anyLive, { nil: undefined }),
        fc.array(anyOutcome, { maxLength: 4 }),
        fc.array(fc.constantFrom(known(before!), known(after!), unknown), { maxLength: 2 }),
        fc.bigInt({ min: 0n, max: 2_000n }),
        (live, outcomes, current, now) => {
          const upgrades = current.flatMap(upgrade)
          const stage = stageOf({ live, schedules: proposals(...outcomes), upgrades }, now)
          expect(stages).toContain(stage)
          // Nothing is ready or executed that the chain does not show.
          if (!live) expect(['draft', 'proposed', 'scheduled', 'superseded']).toContain(stage)
        },
      ),
    )
  })
})
