import { type Hash, pad } from 'viem'
import type { AccountState, Prestate } from './prestate'
import type { ReplaySubject } from './replay'

/** What is other for the new code than for the old one. Addresses in lower case. */
export type NewWorld = {
  /** Words that it finds instead. */
  readonly words: ReadonlyMap<string, ReadonlyMap<Hash, Hash>>
  /** The new codes' own accounts, which need not have been there yet. */
  readonly accounts: Prestate
}

/**
 * The world in which a transaction runs with the new code.
 *
 * @returns undefined where no code is replaced in it: what names the code was not there, or named none.
 */
export function newWorld(
  { replaced, overrides }: Pick<ReplaySubject, 'replaced' | 'overrides'>,
  prestate: Prestate,
): NewWorld | undefined {
  const words = new Map<string, Map<Hash, Hash>>()
  const put = (address: string, slot: Hash, word: Hash) => {
    const key = address.toLowerCase()
    words.set(key, (words.get(key) ?? new Map<Hash, Hash>()).set(slot, word))
  }
  const names = ({ holder, slot }: ReplaySubject['replaced'][number]) => {
    const account = prestate.get(holder.toLowerCase())
    const word = account?.storage.get(slot)
    // A contract that is created in the transaction may have no storage before.
    return account !== undefined && (word === undefined ? account.nonce > 0n : BigInt(word) > 0n)
  }
  if (!replaced.some(names)) return undefined
  // Of what the old code does not look at, the new code may.
  const standing = replaced.filter((one) => !prestate.has(one.holder.toLowerCase()) || names(one))
  for (const { address, slot, word } of overrides) put(address, slot, word)
  for (const { holder, slot, to } of standing) {
    put(holder, slot, pad(to, { size: 32 }).toLowerCase() as Hash)
  }
  const accounts = standing.map(({ to }): [string, AccountState] => [
    to.toLowerCase(),
    { address: to, balance: 0n, nonce: 1n, storage: new Map() },
  ])
  return { words, accounts: new Map(accounts) }
}
