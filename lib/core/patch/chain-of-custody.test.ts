import type { Hash } from 'viem'
import { expect, test } from 'vitest'
import type { LogPosition } from '@/lib/core/chain/log-position'
import type { Known } from '@/lib/core/chain/snapshot'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'
import { hashOf, known } from './__fixtures__/draft'
import {
  cancelOf,
  delay,
  executed,
  executeOf,
  liveOf,
  patchOf,
  payment,
  proposed,
  scheduleOf,
  timelock,
  transactionOf,
} from './__fixtures__/proposals'
import { type ChainOfCustodyParameters, chainOfCustody, custodyVerdict } from './chain-of-custody'
import { patchOperation } from './patch-operation'

const patch = patchOf('vault')
const { id, ...content } = patchOperation(patch)
const [to] = patch.upgrades.map((upgrade) => upgrade.to.codeHash) as [Hash]
const scheduling = proposed('schedule', transactionOf(scheduleOf(patch)), { outcome: executed() })
const execution = proposed('execute', transactionOf(executeOf(patch), 8n), { outcome: executed() })
const cancellation = proposed('cancel', transactionOf(cancelOf(id), 9n))

const done: LogPosition = {
  blockNumber: 9n,
  blockHash: hashOf('block'),
  blockTimestamp: 1_800_000_000n,
  transactionHash: hashOf('transaction'),
  logIndex: 0,
}

function liveWith(change: Partial<Record<'executed' | 'cancelled', LogPosition>>) {
  const live = liveOf(patch, 'waiting')
  const [instance] = live.operation.instances
  return { ...live, operation: { ...live.operation, instances: [{ ...instance!, ...change }] } }
}

const record: ChainOfCustodyParameters['record'] = {
  patch,
  operationId: id,
  live: liveWith({ executed: done }),
  schedules: [scheduling],
  executions: [execution],
  cancellations: [],
}

const custody = (
  change: Partial<ChainOfCustodyParameters['record']> = {},
  more: Partial<ChainOfCustodyParameters> = {},
) =>
  chainOfCustody({
    record: { ...record, ...change },
    transactions: [],
    codeAt: () => known(to),
    ...more,
  })

const tell = (steps: ReturnType<typeof custody>) =>
  steps.map(({ name, verdict }) => `${name}: ${verdict}`)

test('default: from the dossier to its execution, the same bytes and the same code', () => {
  const steps = custody()
  expect(tell(steps)).toEqual([
    'dossier: pass',
    'schedule-signed: pass',
    'scheduled: pass',
    'execute-signed: pass',
    'executed: pass',
  ])
  expect(steps.flatMap(({ operationId }) => operationId ?? [])).toEqual(Array(5).fill(id))
  expect(steps.flatMap(({ codes }) => codes.map(({ verdict }) => verdict))).toEqual(
    Array(5).fill('pass'),
  )
  expect(custodyVerdict(steps)).toBe('pass')
})

test('behavior: what is yet to come is no break', () => {
  const pending = { ...scheduling, outcome: { status: 'pending' } as const }
  const steps = custody({ live: undefined, schedules: [pending], executions: [] })
  expect(tell(steps)).toEqual([
    'dossier: pass',
    'schedule-signed: pass',
    'scheduled: todo',
    'executed: todo',
  ])
  expect(custodyVerdict(steps)).toBe('pass')
})

test('behavior: scheduled by nobody knows whom is unknown', () => {
  const steps = custody({ schedules: [] })
  expect(tell(steps)).toContain('schedule-signed: unknown')
  expect(custodyVerdict(steps)).toBe('unknown')
})

test('behavior: a cancellation names the operation, or it is a break', () => {
  const live = liveWith({ cancelled: done })
  const named = custody({ live, executions: [], cancellations: [cancellation] })
  expect(tell(named).slice(-2)).toEqual(['cancel-signed: pass', 'cancelled: pass'])
  const other = proposed('other', transactionOf(cancelOf(hashOf('another operation'))))
  expect(tell(custody({ cancellations: [other] }))).toContain('cancel-signed: fail')
})

test('behavior: events that tell other bytes are a break', () => {
  const live = liveWith({})
  const [call] = content.calls
  const operation = { ...live.operation, calls: [{ ...call!, data: '0x1234' as const }] }
  expect(tell(custody({ live: { ...live, operation } }))).toContain('scheduled: fail')
})

test('behavior: an execution or a scheduling of other bytes is a break', () => {
  const other = proposed('other', transactionOf(executeOf(patchOf('adapter'))))
  expect(tell(custody({ executions: [other] }))).toContain('execute-signed: fail')
  expect(
    tell(custody({ schedules: [scheduling, proposed('pay', transactionOf(payment))] })),
  ).toContain('schedule-signed: fail')
})

test('behavior: other code than the dossier’s at one step is a break, unread code is unknown', () => {
  const changed = custody({}, { codeAt: (_, block) => known(block === 9n ? hashOf('evil') : to) })
  expect(changed.find(({ name }) => name === 'executed')?.codes[0]?.verdict).toBe('fail')
  expect(custodyVerdict(changed)).toBe('fail')
  const silent: Known<Hash> = { known: false, reason: 'the node keeps no old state' }
  expect(custodyVerdict(custody({}, { codeAt: () => silent }))).toBe('unknown')
})

test('behavior: other bytes under the digest of the dossier', () => {
  const data = encodeSchedule({ ...content, calls: [payment], delay })
  const stray = proposed('stray', transactionOf({ target: timelock.address, value: 0n, data }))
  const steps = custody({}, { transactions: [scheduling, execution, stray] })
  expect(steps.filter(({ name }) => name === 'stray')).toMatchObject([
    { verdict: 'fail', transaction: stray },
  ])
  expect(custody().some(({ name }) => name === 'stray')).toBe(false)
})

test('behavior: without a dossier the chain of hands begins with what the chain has', () => {
  const steps = custody({ patch: undefined })
  expect(tell(steps)[0]).toBe('schedule-signed: pass')
  expect(custody({ patch: undefined, live: undefined, schedules: [] })).toEqual([])
})
