import { type Hash, isHash } from 'viem'
import type { ProtocolDesk } from '@/lib/core/patch/desk'
import type { PatchRecord } from '@/lib/core/patch/patch-record'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'

export type FoundRecord = { readonly desk: ProtocolDesk; readonly record: PatchRecord }

/** Lower-case 32 bytes from the address bar, or undefined where it is something else. */
export function parseKey(text: string): Hash | undefined {
  const lower = text.toLowerCase()
  return isHash(lower) ? lower : undefined
}

/**
 * The record a hash names: its digest, its operation id, or a Safe transaction that belongs to it. Two timelocks can have
 * the same operation id, and anyone who may propose can propose it at the other one: what stands on the chain comes first.
 */
export function findRecord(desks: readonly ProtocolDesk[], key: Hash): FoundRecord | undefined {
  const all = desks
    .flatMap((desk) => desk.records.map((record) => ({ desk, record })))
    .sort((a, b) => Number(b.record.live !== undefined) - Number(a.record.live !== undefined))
  return (
    all.find(({ record }) => record.key === key) ??
    all.find(({ record }) => record.operationId === key) ??
    all.find(({ record }) => transactionsOf(record).some(({ safeTxHash }) => safeTxHash === key))
  )
}

/** Every Safe transaction of a record. */
export function transactionsOf(record: PatchRecord): ProposedTransaction[] {
  return [...record.schedules, ...record.executions, ...record.cancellations, ...record.others]
}
