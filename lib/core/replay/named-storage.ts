import type { Address, Hash } from 'viem'
import type { RawStateDiff } from '@/lib/core/simulation/raw-state-diff'
import type { SlotChange, StateDiff } from '@/lib/core/simulation/state-diff'
import type { ReplayResult } from './replay-result'

/** What words of storage that differ mean: on the left what the old code leaves there, on the right the new one. */
export type NamedStorage = ReadonlyMap<string, SlotChange>

/** By which a word of one transaction is found. */
export function storageKey(transaction: Hash, address: Address, slot: Hash): string {
  return `${transaction} ${address} ${slot}`.toLowerCase()
}

/** The words of storage in which old and new code end apart in one transaction, in the form of a state diff. */
export function storageDifferences({
  differences,
}: Pick<ReplayResult, 'differences'>): RawStateDiff {
  const accounts = new Map<
    string,
    { address: Address; storage: Map<Hash, { before: Hash; after: Hash }> }
  >()
  for (const one of differences) {
    if (one.kind !== 'storage') continue
    const { address, slot, before, after } = one
    const key = address.toLowerCase()
    const account = accounts.get(key) ?? { address, storage: new Map() }
    account.storage.set(slot, { before, after })
    accounts.set(key, account)
  }
  return accounts
}

/** Files the decoded words of one transaction. */
export function nameStorage(transaction: Hash, { contracts }: StateDiff): [string, SlotChange][] {
  return contracts.flatMap(({ address, storage }) =>
    storage.map((change): [string, SlotChange] => [
      storageKey(transaction, address, change.slot),
      change,
    ]),
  )
}
