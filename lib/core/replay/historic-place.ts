import type { Hash } from 'viem'
import type { AccountState, Prestate } from './prestate'

/** Where a value stands that a transaction would have found: told by another one, or in the state after a block. */
export type HistoricPlace<T> =
  | { readonly at: 'told'; readonly value: T }
  | { readonly at: 'parent' | 'block' }

export type HistoricPlaceParameters = {
  /** What each transaction of the block looked at, in order. */
  readonly block: readonly Prestate[]
  /** Place of the transaction in its block. */
  readonly index: number
  /** In lower case. */
  readonly address: string
}

/**
 * Where to find a word of storage as it was just before a transaction that did not look at it. Whoever writes a word looks
 * at it, so: nobody before it in the block did, then it is as the parent block left it; the next one to look at it behind
 * found it as it was; nobody behind did, then it is as the block leaves it.
 */
export function placeOfWord(slot: Hash, parameters: HistoricPlaceParameters): HistoricPlace<Hash> {
  return placeOf(parameters, (account) => account.storage.get(slot))
}

/** The same of the balance and the nonce of an account. */
export function placeOfAccount(parameters: HistoricPlaceParameters): HistoricPlace<AccountState> {
  return placeOf(parameters, (account) => account)
}

function placeOf<T>(
  { block, index, address }: HistoricPlaceParameters,
  read: (account: AccountState) => T | undefined,
): HistoricPlace<T> {
  const found = block.map((prestate) => {
    const account = prestate.get(address)
    return account && read(account)
  })
  if (found.slice(0, index).every((one) => one === undefined)) return { at: 'parent' }
  const later = found.slice(index).find((one) => one !== undefined)
  return later === undefined ? { at: 'block' } : { at: 'told', value: later }
}
