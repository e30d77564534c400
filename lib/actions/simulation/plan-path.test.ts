import { type Address, zeroAddress, zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import type { PlanPathParameters } from '@/lib/actions/simulation/path-plan'
import { stranger } from '@/lib/actions/simulation/plan-execution'
import { planPath } from '@/lib/actions/simulation/plan-path'
import { plainTransaction } from '@/lib/core/safe/plain-transaction'
import type { SafeState } from '@/lib/core/safe/safe-state'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import { decodeTimelockCall } from '@/lib/core/timelock/decode-timelock-call'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import type { OperationContent } from '@/lib/core/timelock/operation-content'
import type { RoleHolders, TimelockState } from '@/lib/core/timelock/timelock-state'

const chainId = 1
const timelock: Address = '0x0116686E2291dbd5e317F47faDBFb43B599786Ef'
const [a, b, c, d] = ['aa', 'bb', 'cc', 'dd'].map((one): Address => `0x${one.repeat(20)}`) as [
  Address,
  Address,
  Address,
  Address,
]
const safe: SafeState = {
  safe: { chainId, address: d },
  version: '1.4.1',
  singleton: a,
  owners: [c, b, a],
  threshold: 2,
  nonce: 7n,
  modules: [],
  guard: zeroAddress,
  fallbackHandler: zeroAddress,
}
const nobody: RoleHolders = { open: false, holders: [] }
const state = (executor: RoleHolders): TimelockState => ({
  timelock: { chainId, address: timelock },
  minDelay: 100n,
  roles: { proposer: { open: false, holders: [d] }, executor, canceller: nobody, admin: nobody },
})
const content: OperationContent = {
  kind: 'single',
  calls: [{ target: a, value: 0n, data: '0x12345678' }],
  predecessor: zeroHash,
  salt: zeroHash,
}
const operation = { id: hashOperation(content), content }
const known = <T>(value: T) => ({ known: true, value }) as const

type Change = {
  input?: Partial<PlanPathParameters['input']>
  facts?: Partial<PlanPathParameters['facts']>
  read?: Partial<PlanPathParameters['read']>
  scheduleOnly?: boolean
}

function plan({ input, facts, read, scheduleOnly }: Change = {}) {
  return planPath({
    input: {
      chainId,
      block: { number: 5n, hash: zeroHash, timestamp: 1_000n },
      protocol: { safe: d, timelock, proxies: [], deploymentBlock: 0 },
      calls: content.calls,
      operation,
      ...input,
    },
    facts: {
      safe: known(safe),
      timelock: known(state({ open: true, holders: [] })),
      proxies: [],
      ...facts,
    },
    read: { timestamp: known(0n), approved: new Set(), timelockBalance: 0n, baseFee: 9n, ...read },
    scheduleOnly,
  })
}

function planned(change?: Change) {
  const found = plan(change)
  if (!found.known) throw new Error(found.reason)
  const { path, overrides, steps } = found.value
  return {
    path,
    kinds: steps.map(({ kind }) => kind),
    made: overrides.map(({ kind }) => kind),
    overrides,
    transactions: steps.flatMap(({ transaction }) => transaction ?? []),
  }
}

function transactionOf(overrides: Partial<SafeTransaction> = {}): SafeTransaction {
  const data = encodeSchedule({ ...content, delay: 500n })
  const call = { target: timelock, value: 0n, data }
  return { ...plainTransaction({ safe: safe.safe, call, nonce: 7n }), ...overrides }
}

describe('planPath', () => {
  test('default', () => {
    const { path, kinds, made, overrides, transactions } = planned({
      input: { transaction: transactionOf() },
    })
    expect([path, kinds, made]).toEqual([
      'schedule and execute',
      ['approve', 'schedule', 'wait', 'execute'],
      ['gas', 'storage', 'storage', 'time'],
    ])
    // The owners by their address, as many as are needed.
    expect(overrides.map(({ reason }) => reason)).toEqual([
      'Gas costs nothing, so that nobody needs ether for it.',
      `Owner ${a} approves the transaction.`,
      `Owner ${b} approves the transaction.`,
      '500 s pass in one block.',
    ])
    expect(transactions.map(({ from, to, timestamp }) => [from, to, timestamp])).toEqual([
      [stranger, d, 1_001n],
      [stranger, timelock, 1_501n],
    ])
  })

  test('behavior: who has approved needs no override', () => {
    const approved = new Set([a.toLowerCase()])
    const { overrides } = planned({ input: { transaction: transactionOf() }, read: { approved } })
    expect(overrides.filter(({ kind }) => kind === 'storage')).toHaveLength(1)
  })

  test('behavior: transactions before it', () => {
    const transaction = transactionOf({ nonce: 9n })
    expect(planned({ input: { transaction } }).overrides[1]?.reason).toBe(
      'The Safe is past 2 transactions with a lower nonce; what they do is not part of this.',
    )
    // One that is used up cannot be brought back.
    const { made } = planned({ input: { transaction: transactionOf({ nonce: 6n }) } })
    expect(made).toEqual(['gas', 'storage', 'storage', 'time'])
  })

  test('behavior: a Safe that pays a refund is shown the price of gas', () => {
    const transaction = transactionOf({ gasPrice: 1n })
    const { made, transactions } = planned({ input: { transaction } })
    expect(made).toEqual(['storage', 'storage', 'balance', 'time'])
    expect(transactions.map(({ gasPrice }) => gasPrice)).toEqual([9n, 0n])
  })

  test('behavior: a delegatecall schedules nothing, whatever its bytes say', () => {
    const transaction = transactionOf({ operation: 'delegatecall' })
    expect(planned({ input: { transaction } })).toMatchObject({
      path: 'direct',
      kinds: ['approve', 'execute'],
    })
  })

  test('behavior: without a transaction the one that would be proposed', () => {
    const { made, kinds, transactions } = planned()
    expect(made[1]).toBe('transaction')
    expect(kinds).toEqual(['approve', 'schedule', 'wait', 'execute'])
    // The shortest delay that the timelock takes.
    expect(transactions[1]?.timestamp).toBe(1_101n)
    const scheduled = planned({ input: { operation: { ...operation, delay: 300n } } })
    expect(scheduled.transactions[1]?.timestamp).toBe(1_301n)
  })

  test('behavior: without a Safe whoever may propose', () => {
    const protocol = { timelock, proxies: [], deploymentBlock: 0 }
    const { kinds, transactions, overrides } = planned({ input: { protocol } })
    expect(kinds).toEqual(['schedule', 'wait', 'execute'])
    expect(transactions[0]?.from).toBe(d)
    expect(decodeTimelockCall(transactions[0]!.data)).toMatchObject({
      id: operation.id,
      delay: 100n,
    })
    expect(overrides).toContainEqual(expect.objectContaining({ kind: 'sender', address: d }))
  })

  test('behavior: what is scheduled waits no longer than it has to', () => {
    expect(planned({ read: { timestamp: known(1_200n) } })).toMatchObject({
      path: 'execute',
      kinds: ['wait', 'execute'],
      transactions: [{ timestamp: 1_200n }],
    })
    expect(planned({ read: { timestamp: known(900n) } })).toMatchObject({
      kinds: ['execute'],
      transactions: [{ timestamp: 1_001n }],
    })
  })

  test('behavior: an executor who holds the role, the Safe before others', () => {
    const executorOf = (...holders: readonly Address[]) => {
      const facts = { timelock: known(state({ open: false, holders })) }
      return planned({ facts, read: { timestamp: known(900n) } }).transactions[0]?.from
    }
    expect(executorOf(c, d, a)).toBe(d)
    expect(executorOf(c, b)).toBe(b)
    // Nobody: it is refused, and the timelock says so.
    expect(executorOf()).toBe(stranger)
  })

  test('behavior: the ether that the timelock lacks', () => {
    const paid = { ...content, calls: [{ target: a, value: 5n, data: '0x' }] } as const
    const input = { operation: { id: hashOperation(paid), content: paid } }
    const { overrides } = planned({ input, read: { timelockBalance: 3n } })
    expect(overrides).toContainEqual({
      kind: 'balance',
      address: timelock,
      value: '5',
      reason: 'The timelock has the 2 wei that it lacks for the calls.',
    })
    expect(planned({ input, read: { timelockBalance: 5n } }).made).not.toContain('balance')
  })

  test('behavior: much of it is told in ether', () => {
    const value = 1_250_000n * 10n ** 18n
    const paid = { ...content, calls: [{ target: a, value, data: '0x' }] } as const
    const input = { operation: { id: hashOperation(paid), content: paid } }
    const { overrides } = planned({ input, read: { timelockBalance: 0n } })
    expect(overrides.map((each) => 'reason' in each && each.reason)).toContain(
      'The timelock has the 1,250,000 ETH that it lacks for the calls.',
    )
  })

  test('behavior: up to the schedule', () => {
    expect(planned({ scheduleOnly: true }).kinds).toEqual(['approve', 'schedule'])
  })

  test('behavior: calls that nobody has scheduled, one after the other', () => {
    const calls = [content.calls[0]!, { target: b, value: 1n, data: '0x' }] as const
    const { path, transactions } = planned({ input: { calls, operation: undefined } })
    expect(path).toBe('direct')
    expect(transactions.map(({ from, to, timestamp }) => [from, to, timestamp])).toEqual([
      [timelock, a, 1_001n],
      [timelock, b, 1_002n],
    ])
  })

  const unknown = { known: false, reason: 'it did not answer' } as const
  test.each<[string, Change, string]>([
    ['it is done', { read: { timestamp: known(1n) } }, 'the operation has been executed already'],
    ['its state is not known', { read: { timestamp: unknown } }, unknown.reason],
    ['the Safe is not known', { facts: { safe: unknown } }, unknown.reason],
    ['the timelock is not known', { facts: { timelock: unknown } }, unknown.reason],
    [
      'the timelock of a transaction is not known',
      { input: { transaction: transactionOf() }, facts: { timelock: unknown } },
      unknown.reason,
    ],
    [
      'a delegatecall stands alone',
      {
        input: {
          operation: undefined,
          calls: [{ ...content.calls[0]!, operation: 'delegatecall' }],
        },
      },
      'a delegatecall is made by a Safe, and no transaction of it is given',
    ],
  ])('behavior: nothing is planned where %s', (_, change, reason) => {
    expect(plan(change)).toEqual({ known: false, reason })
  })
})
