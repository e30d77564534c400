import { expect, test } from 'vitest'
import { plainTransaction } from '@/lib/core/safe/plain-transaction'
import { addressOf, chainId, factsOf, hashOf } from './__fixtures__/draft'
import { confirmedBy, payment, proposed, safe } from './__fixtures__/proposals'
import { attentionOf } from './attention'
import type { ProtocolDesk } from './desk'
import type { PatchRecord } from './patch-record'

const facts = {
  ...factsOf(),
  name: 'Harbor',
  guardian: undefined,
  timelock: { known: false, reason: 'not asked' } as const,
}
if (!facts.safe.known) throw new Error('the fixture has a Safe')
const { owners, nonce, threshold } = facts.safe.value
const signedBy = (count: number) => confirmedBy(...owners.slice(0, count))

const recordOf = (name: string, at: bigint, change = {}): PatchRecord => ({
  key: hashOf(name),
  title: name,
  protocol: 'Harbor',
  chainId,
  stage: 'proposed',
  patch: undefined,
  operationId: undefined,
  timelock: undefined,
  live: undefined,
  schedules: [],
  executions: [],
  cancellations: [],
  others: [proposed(name, plainTransaction({ safe, call: payment, nonce: at }), change)],
})

const deskOf = (records: readonly PatchRecord[]): ProtocolDesk => ({
  name: 'Harbor',
  chainId,
  chain: { facts, operations: [] },
  readAt: 0,
  stale: undefined,
  sources: [],
  records,
  labels: {},
})
const seen = (records: readonly PatchRecord[], viewer?: `0x${string}`) =>
  attentionOf(deskOf(records), viewer).map(({ kind, record }) => `${kind}: ${record.title}`)

test('default', () => {
  const records = [
    recordOf('unsigned', nonce + 1n),
    recordOf('signed', nonce, signedBy(threshold)),
    { ...recordOf('ready', 0n), stage: 'ready' as const },
  ]
  expect(seen(records)).toEqual([
    'execute-operation: ready',
    'execute-transaction: signed',
    'sign: unsigned',
  ])
})

test('behavior: signatures are asked for in the order in which the Safe takes the nonces', () => {
  const records = [2n, 0n, 10n].map((later) => recordOf(`+${later}`, nonce + later))
  expect(seen(records)).toEqual(['sign: +0', 'sign: +2', 'sign: +10'])
})

test('behavior: asks an owner only for the signature that is missing, and others for none', () => {
  const records = [recordOf('mine', nonce, signedBy(1)), recordOf('open', nonce + 1n)]
  expect(seen(records, owners[0])).toEqual(['sign: open'])
  expect(seen(records, addressOf('stranger'))).toEqual([])
})

test('behavior: a used nonce asks for nothing, a later one that is signed has to wait', () => {
  expect(seen([recordOf('used', nonce - 1n)])).toEqual([])
  expect(seen([recordOf('later', nonce + 1n, signedBy(threshold))])).toEqual([])
})
