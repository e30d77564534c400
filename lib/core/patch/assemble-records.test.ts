import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addressOf, hashOf, known } from '@/lib/core/patch/__fixtures__/draft'
import {
  batchOf,
  cancelOf,
  executed,
  executeOf,
  liveOf,
  now,
  otherTimelock,
  patchOf,
  payment,
  proposed,
  safe,
  scheduleOf,
  timelock,
  transactionOf,
} from '@/lib/core/patch/__fixtures__/proposals'
import type { ProposedTransaction, TransactionOutcome } from '@/lib/core/safe/proposed-transaction'
import { rejectionOf } from '@/lib/core/safe/rejection-of'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import type { OperationState } from '@/lib/core/timelock/operation'
import { type AssembleRecordsParameters, assembleRecords } from './assemble-records'
import { patchOperation } from './patch-operation'
import type { PatchRecord } from './patch-record'

const looked = { ...timelock, safes: [safe.address] }
const otherLooked = { ...otherTimelock, safes: [safe.address] }

const assemble = (parameters: Partial<AssembleRecordsParameters>) =>
  assembleRecords({
    protocol: 'Harbor',
    timelock,
    timelocks: [looked, otherLooked],
    operations: [],
    patches: [],
    transactions: [],
    implementations: new Map(),
    labels: {},
    now,
    ...parameters,
  })

const transactionsOf = (record: PatchRecord) => [
  ...record.schedules,
  ...record.executions,
  ...record.cancellations,
  ...record.others,
]
const outline = (records: readonly PatchRecord[]) =>
  records.map(({ stage, title }) => `${stage}: ${title}`)

const patch = patchOf('Vault 2')
const { id } = patchOperation(patch)
const schedule = proposed('schedule', transactionOf(scheduleOf(patch)))
const cancel = proposed('cancel', transactionOf(cancelOf(id)))

describe('default', () => {
  test('an operation, its dossier and its transactions are one record', () => {
    const live = liveOf(patch, 'waiting')
    const done = { ...schedule, outcome: executed() }
    expect(assemble({ operations: [live], patches: [patch], transactions: [done] })).toEqual([
      {
        key: patch.digest,
        title: 'Vault 2',
        protocol: 'Harbor',
        chainId: timelock.chainId,
        stage: 'scheduled',
        patch,
        operationId: id,
        timelock,
        live,
        schedules: [done],
        executions: [],
        cancellations: [],
        others: [],
      },
    ])
  })

  test('each source alone makes a record', () => {
    expect(outline(assemble({ patches: [patch] }))).toEqual(['draft: Vault 2'])
    const title = `Upgrade ${addressOf('Vault 2').slice(0, 6)}…${addressOf('Vault 2').slice(-4)}`
    expect(outline(assemble({ operations: [liveOf(patch, 'ready')] }))).toEqual([`ready: ${title}`])
    expect(outline(assemble({ transactions: [schedule] }))).toEqual([`proposed: ${title}`])
  })

  test('nothing makes none', () => {
    expect(assemble({})).toEqual([])
  })
})

describe('what joins', () => {
  test('behavior: the recomputed id, so a dossier with other words joins nothing', () => {
    const impostor = patchOf('Vault 2', { description: 'trust me' })
    const [dossier, operation] = assemble({ patches: [impostor], transactions: [schedule] })
    expect(dossier).toMatchObject({ patch: impostor, stage: 'draft', schedules: [] })
    expect(operation).toMatchObject({ patch: undefined, operationId: id, schedules: [schedule] })
  })

  test('behavior: a rival schedule of the same operation is in the same record', () => {
    const rival = proposed('rival', transactionOf(scheduleOf(patch), 8n))
    const [record, ...rest] = assemble({ patches: [patch], transactions: [schedule, rival] })
    expect(record).toMatchObject({ stage: 'proposed', schedules: [schedule, rival] })
    expect(rest).toEqual([])
  })

  test('behavior: the code that stands at the proxies tells a rollback', () => {
    const operations = [liveOf(patch, 'done')]
    const standing = (name: string) =>
      new Map([[addressOf('Vault 2').toLowerCase(), known(addressOf(name))]])
    const stage = (implementations: AssembleRecordsParameters['implementations']) =>
      assemble({ operations, patches: [patch], implementations })[0]?.stage
    expect(stage(standing('Vault 2 1'))).toBe('rolled-back')
    expect(stage(standing('Vault 2 2'))).toBe('executed')
    expect(stage(new Map())).toBe('executed')
  })
})

describe('what stands alone', () => {
  test('behavior: pending cancellations and executions, besides the record they are about', () => {
    const execute = proposed('execute', transactionOf(executeOf(patch), 8n))
    const records = assemble({
      operations: [liveOf(patch, 'waiting')],
      patches: [patch],
      transactions: [cancel, execute],
    })
    expect(outline(records)).toEqual([
      'scheduled: Vault 2',
      'proposed: Cancel: Vault 2',
      'proposed: Execute: Vault 2',
    ])
    expect(records[0]).toMatchObject({ cancellations: [cancel], executions: [execute] })
    expect(records[1]).toMatchObject({ key: cancel.safeTxHash, others: [cancel], patch: undefined })
  })

  test('behavior: once it is over, the operation tells it', () => {
    const over = { ...cancel, outcome: executed() }
    expect(
      outline(
        assemble({ operations: [liveOf(patch, 'unset')], patches: [patch], transactions: [over] }),
      ),
    ).toEqual(['draft: Vault 2'])
  })

  test('behavior: what is about an operation nobody knows is not lost, nor makes one up', () => {
    const over = { ...cancel, safeTxHash: hashOf('over'), outcome: executed() }
    expect(outline(assemble({ transactions: [cancel, over] }))).toEqual([
      'proposed: Cancel: Unknown calls',
      'executed: Cancel: Unknown calls',
    ])
    const execute = proposed('execute', transactionOf(executeOf(patch)))
    expect(outline(assemble({ transactions: [execute] }))[0]).toMatch(
      /^proposed: Execute: Upgrade 0x/,
    )
  })

  test.each<[string, SafeTransaction, string]>([
    ['a rejection', rejectionOf(transactionOf(payment, 9n)), 'Reject nonce 9'],
    ['a payment', transactionOf(payment), 'Send ETH to Auditor'],
    ['a batch', batchOf([payment, payment]), 'Send ETH to Auditor and 1 more call'],
    [
      'a delegatecall, which is not what its calldata would do as a call',
      { ...transactionOf(payment), operation: 'delegatecall' },
      'Delegatecall: Send ETH to Auditor',
    ],
    [
      'a delegatecall to code that only looks like MultiSend',
      { ...batchOf([scheduleOf(patch)]), target: payment.target },
      'Delegatecall: multiSend on Auditor',
    ],
  ])('behavior: %s', (_, transaction, title) => {
    const labels = { [payment.target.toLowerCase()]: 'Auditor' }
    const [record, ...rest] = assemble({ transactions: [proposed('x', transaction)], labels })
    expect(record).toMatchObject({ title, stage: 'proposed', operationId: undefined })
    expect(rest).toEqual([])
  })

  test.each([
    ['pending', { status: 'pending' }, 'proposed'],
    ['executed', executed(), 'executed'],
    ['reverted inside', executed(false), 'superseded'],
    ['replaced', { status: 'replaced' }, 'superseded'],
  ] as const)('behavior: %s', (_, outcome, stage) => {
    const transactions = [proposed('x', transactionOf(payment), { outcome })]
    expect(assemble({ transactions })[0]?.stage).toBe(stage)
  })
})

describe('batches', () => {
  const next = patchOf('Vault 3')

  test('behavior: one that schedules two patches is in both records', () => {
    const both = proposed('both', batchOf([scheduleOf(patch), scheduleOf(next)]))
    const records = assemble({ patches: [patch, next], transactions: [both] })
    expect(records.map(({ stage, schedules }) => [stage, schedules])).toEqual([
      ['proposed', [both]],
      ['proposed', [both]],
    ])
  })

  test('behavior: what a batch does besides is said in its title', () => {
    const operations = [liveOf(patch, 'waiting')]
    const titles = (calls: Parameters<typeof batchOf>[0]) =>
      assemble({ operations, patches: [patch], transactions: [proposed('x', batchOf(calls))] })
        .slice(1)
        .map(({ title }) => title)
    expect(titles([payment, cancelOf(id)])).toEqual(['Cancel: Vault 2, and more'])
    expect(titles([cancelOf(id), cancelOf(hashOf('x'), otherTimelock)])).toEqual([
      'Cancel: Vault 2, and more',
    ])
    expect(titles([cancelOf(id)])).toEqual(['Cancel: Vault 2'])
  })

  test('behavior: one that cancels an operation twice is filed once', () => {
    const twice = proposed('twice', batchOf([cancelOf(id), cancelOf(id)]))
    const [record] = assemble({ patches: [patch], transactions: [twice] })
    expect(record?.cancellations).toEqual([twice])
  })

  test('behavior: without dossier and operation its own bytes tell the title', () => {
    const transactions = [proposed('x', batchOf([payment, scheduleOf(patch)]))]
    expect(assemble({ transactions })[0]?.title).toMatch(/^Upgrade 0x/)
  })
})

describe('two timelocks', () => {
  const elsewhere = [
    proposed('schedule B', transactionOf(scheduleOf(patch, otherTimelock))),
    proposed('cancel B', transactionOf(cancelOf(hashOf('x'), otherTimelock))),
    proposed('both B', batchOf([scheduleOf(patch, otherTimelock), payment])),
  ]

  test('behavior: what concerns another timelock is shown there and not here', () => {
    expect(assemble({ transactions: elsewhere })).toEqual([])
    const there = assemble({ timelock: otherTimelock, transactions: elsewhere })
    expect(new Set(there.flatMap(transactionsOf))).toEqual(new Set(elsewhere))
  })

  test('behavior: what concerns both is shown with both', () => {
    const both = proposed('both', batchOf([scheduleOf(patch), scheduleOf(patch, otherTimelock)]))
    for (const at of [timelock, otherTimelock]) {
      const [record, ...rest] = assemble({ timelock: at, transactions: [both] })
      expect(record).toMatchObject({ timelock: at, operationId: id, schedules: [both] })
      expect(rest).toEqual([])
    }
  })

  test('behavior: the same operation on another timelock does not make this one proposed', () => {
    const [record] = assemble({ patches: [patch], transactions: elsewhere })
    expect(record).toMatchObject({ stage: 'draft', schedules: [] })
  })

  test('behavior: a timelock whose records show another Safe tells nothing, so it is told here', () => {
    const timelocks = [looked, { ...otherTimelock, safes: [addressOf('another Safe')] }]
    const records = assemble({ timelocks, transactions: elsewhere })
    expect(records.flatMap(({ others }) => others)).toEqual(elsewhere)
  })
})

describe('totality', () => {
  const patches = ['a', 'b', 'c'].map((name) => patchOf(name))
  const anyPatch = fc.constantFrom(...patches)
  const anyTimelock = fc.constantFrom(timelock, otherTimelock)
  const anyCall = fc.oneof(
    fc.constant(payment),
    fc.tuple(anyPatch, anyTimelock).map(([of, at]) => scheduleOf(of, at)),
    fc.tuple(anyPatch, anyTimelock).map(([of, at]) => executeOf(of, at)),
    fc.tuple(anyPatch, anyTimelock).map(([of, at]) => cancelOf(patchOperation(of).id, at)),
    fc.constantFrom(timelock, otherTimelock).map((at) => ({ ...payment, target: at.address })),
  )
  const anyTransaction: fc.Arbitrary<Omit<ProposedTransaction, 'safeTxHash'>> = fc
    .tuple(
      fc.oneof(
        anyCall.map((call) => transactionOf(call)),
        fc.array(anyCall, { maxLength: 3 }).map((calls) => batchOf(calls)),
        anyCall.map((call) => ({ ...transactionOf(call), operation: 'delegatecall' as const })),
        fc.constant(rejectionOf(transactionOf(payment))),
      ),
      fc.constantFrom<TransactionOutcome>(
        { status: 'pending' },
        { status: 'replaced' },
        executed(),
        executed(false),
      ),
    )
    .map(([transaction, outcome]) => proposed('', transaction, { outcome }))
  const states = fc.constantFrom<OperationState>('unset', 'waiting', 'ready', 'done')

  test('behavior: no operation, dossier or transaction is ever lost', () => {
    fc.assert(
      fc.property(
        fc.array(anyTransaction, { maxLength: 6 }),
        fc.subarray(patches),
        fc.subarray(patches),
        states,
        (some, scheduled, dossiers, state) => {
          const transactions = some.map((each, i) => ({ ...each, safeTxHash: hashOf(String(i)) }))
          const operations = scheduled.map((of) => liveOf(of, state))
          const records = assemble({ operations, patches: dossiers, transactions })
          const there = assemble({ timelock: otherTimelock, transactions })

          // Both timelocks together show every transaction; each its own operations, exactly once.
          const shown = new Set([...records, ...there].flatMap(transactionsOf))
          for (const transaction of transactions) expect(shown).toContain(transaction)
          for (const live of operations) {
            expect(records.filter((record) => record.live === live)).toHaveLength(1)
          }
          for (const dossier of dossiers) {
            expect(records.filter((record) => record.patch === dossier)).toHaveLength(1)
          }

          // Keys address pages, so they must tell records apart; ids are those of the bytes.
          expect(new Set(records.map(({ key }) => key)).size).toBe(records.length)
          for (const { live, patch: of, operationId, others } of records) {
            if (live) expect(operationId).toBe(live.operation.id)
            if (of) expect(operationId).toBe(patchOperation(of).id)
            expect(operationId === undefined).toBe(others.length > 0)
          }
          // What still needs owners is never hidden in a record that is about something else.
          for (const transaction of transactions) {
            if (transaction.outcome.status !== 'pending') continue
            const asked = [...records, ...there].some(({ schedules, others }) =>
              [...schedules, ...others].includes(transaction),
            )
            expect(asked).toBe(true)
          }
        },
      ),
      { numRuns: 40 },
    )
  })
})
