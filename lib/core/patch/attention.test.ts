import { type Address, zeroAddress } from 'viem'
import { describe, expect, test } from 'vitest'
import type { Known } from '@/lib/core/chain/snapshot'
import { addressOf, factsOf, known } from '@/lib/core/patch/__fixtures__/draft'
import {
  cancelOf,
  confirmedBy,
  executed,
  liveOf,
  now,
  patchOf,
  payment,
  proposed,
  safe,
  scheduleOf,
  timelock,
  transactionOf,
} from '@/lib/core/patch/__fixtures__/proposals'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import type { SafeState } from '@/lib/core/safe/safe-state'
import type { OperationState } from '@/lib/core/timelock/operation'
import { assembleRecords } from './assemble-records'
import { attentionOf, knownSafes } from './attention'
import type { ProtocolDesk } from './desk'
import { patchOperation } from './patch-operation'

const mira = addressOf('mira')
const jonas = addressOf('jonas')
const unread = { known: false, reason: 'the node did not answer' } as const
const council: SafeState = {
  safe,
  version: '1.4.1',
  singleton: zeroAddress,
  owners: [mira, jonas, addressOf('ana')],
  threshold: 2,
  nonce: 7n,
  modules: [],
  guard: zeroAddress,
  fallbackHandler: zeroAddress,
}
const patch = patchOf('vault')

type DeskParameters = {
  transactions?: readonly ProposedTransaction[]
  operation?: OperationState
  safe?: Known<SafeState>
}

/** The desk of a 2-of-3 at nonce 7. */
function deskOf({
  transactions = [],
  operation,
  safe: state = known(council),
}: DeskParameters): ProtocolDesk {
  const operations = operation ? [liveOf(patch, operation)] : []
  return {
    name: 'Harbor',
    chainId: safe.chainId,
    chain: {
      facts: {
        name: 'Harbor',
        chainId: safe.chainId,
        block: factsOf().block,
        safe: state,
        guardian: undefined,
        timelock: unread,
        proxies: [],
      },
      operations,
    },
    readAt: 0,
    stale: undefined,
    sources: [],
    records: assembleRecords({
      protocol: 'Harbor',
      timelock,
      timelocks: [],
      operations,
      patches: [],
      transactions,
      implementations: new Map(),
      labels: {},
      now,
    }),
    labels: {},
  }
}

const pay = (nonce: bigint, ...signers: readonly Address[]) =>
  proposed(`pay ${nonce}`, transactionOf(payment, nonce), confirmedBy(...signers))
const kinds = (desk: ProtocolDesk, viewer?: Address) =>
  attentionOf(desk, viewer).map(({ kind }) => kind)

describe('attentionOf', () => {
  test('default: what can be executed comes before what can be signed', () => {
    const transactions = [pay(8n), pay(7n, mira, jonas)]
    const found = attentionOf(deskOf({ transactions, operation: 'ready' }), undefined)
    expect(found.map(({ kind, transaction }) => [kind, transaction?.transaction.nonce])).toEqual([
      ['execute-operation', undefined],
      ['execute-transaction', 7n],
      ['sign', 8n],
    ])
  })

  test('default: nothing asks for nothing', () => {
    expect(kinds(deskOf({}))).toEqual([])
    expect(kinds({ ...deskOf({}), chain: undefined })).toEqual([])
  })

  test('args: viewer, an owner who has not signed', () => {
    const desk = deskOf({ transactions: [pay(7n, mira)] })
    expect(kinds(desk, jonas)).toEqual(['sign'])
    expect(kinds(desk, jonas.toLowerCase() as Address)).toEqual(['sign'])
    expect(kinds(desk, mira)).toEqual([])
    expect(kinds(desk, addressOf('stranger'))).toEqual([])
    expect(kinds(desk)).toEqual(['sign'])
  })

  test('behavior: signatures are asked for in the order in which the Safe takes the nonces', () => {
    const transactions = [9n, 7n, 17n].map((nonce) => pay(nonce))
    const found = attentionOf(deskOf({ transactions }), undefined)
    expect(found.map(({ transaction }) => transaction?.transaction.nonce)).toEqual([7n, 9n, 17n])
  })

  test('behavior: only what is next can be executed', () => {
    expect(kinds(deskOf({ transactions: [pay(8n, mira, jonas)] }))).toEqual([])
    expect(kinds(deskOf({ transactions: [pay(7n, mira, jonas)] }), mira)).toEqual([
      'execute-transaction',
    ])
  })

  test('behavior: neither who owns it no more nor the same owner twice is counted', () => {
    const transactions = [pay(7n, mira, addressOf('was an owner'), mira)]
    expect(kinds(deskOf({ transactions }))).toEqual(['sign'])
  })

  test('behavior: a nonce that is used up asks for nothing', () => {
    expect(kinds(deskOf({ transactions: [pay(6n)] }))).toEqual([])
    expect(kinds(deskOf({ transactions: [pay(6n, mira, jonas)] }))).toEqual([])
  })

  test('behavior: what could not be read asks for nothing', () => {
    const desk = deskOf({ transactions: [pay(7n), pay(7n, mira, jonas)], safe: unread })
    expect(kinds(desk)).toEqual([])
    expect(knownSafes(desk)).toEqual([])
  })

  test('behavior: what another Safe has to sign asks for nothing here', () => {
    const { transaction } = pay(7n)
    const other = { ...transaction, safe: { ...safe, address: addressOf('another Safe') } }
    expect(kinds(deskOf({ transactions: [proposed('x', other)] }))).toEqual([])
  })

  test('behavior: what is over asks for nothing, a rival that waits does', () => {
    expect(kinds(deskOf({ transactions: [{ ...pay(7n), outcome: executed() }] }))).toEqual([])
    const schedule = proposed('schedule', transactionOf(scheduleOf(patch)))
    const over = { ...schedule, outcome: { status: 'replaced' } } as const
    expect(kinds(deskOf({ transactions: [over] }))).toEqual([])
    expect(attentionOf(deskOf({ transactions: [over, schedule] }), undefined)).toMatchObject([
      { kind: 'sign', transaction: schedule },
    ])
  })

  test('behavior: a cancellation is asked for while its operation waits', () => {
    const cancel = proposed('cancel', transactionOf(cancelOf(patchOperation(patch).id)))
    const desk = deskOf({ transactions: [cancel], operation: 'waiting' })
    expect(attentionOf(desk, undefined)).toMatchObject([{ kind: 'sign', transaction: cancel }])
  })
})
