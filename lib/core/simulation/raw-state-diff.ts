import type { Address, Hash } from 'viem'

/** A value before and after. */
export type Change<T> = { readonly before: T; readonly after: T }

/** What transactions changed of one account. */
export type AccountDiff = {
  readonly address: Address
  /** Wei. */
  readonly balance?: Change<bigint> | undefined
  readonly nonce?: Change<bigint> | undefined
  /** Hash of the code; undefined where there is none. */
  readonly codeHash?: Change<Hash | undefined> | undefined
  readonly storage: ReadonlyMap<Hash, Change<Hash>>
}

/** By address in lower case. */
export type RawStateDiff = ReadonlyMap<string, AccountDiff>

/**
 * What two transactions changed together: from before the first to after the second. What the second put back stays in
 * it, with the same value on both sides: it was not so in between.
 */
export function joinStateDiffs(first: RawStateDiff, second: RawStateDiff): RawStateDiff {
  const joined = new Map(first)
  for (const [key, later] of second) {
    const earlier = joined.get(key)
    joined.set(key, earlier ? joinAccounts(earlier, later) : later)
  }
  return joined
}

function joinAccounts(first: AccountDiff, second: AccountDiff): AccountDiff {
  const storage = new Map(first.storage)
  for (const [slot, later] of second.storage) {
    storage.set(slot, joinChanges(storage.get(slot), later) ?? later)
  }
  return {
    address: first.address,
    balance: joinChanges(first.balance, second.balance),
    nonce: joinChanges(first.nonce, second.nonce),
    codeHash: joinChanges(first.codeHash, second.codeHash),
    storage,
  }
}

function joinChanges<T>(
  first: Change<T> | undefined,
  second: Change<T> | undefined,
): Change<T> | undefined {
  if (!first || !second) return first ?? second
  return { before: first.before, after: second.after }
}
