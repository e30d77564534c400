import type { Hash } from 'viem'
import type { RawStateDiff } from '@/lib/core/simulation/raw-state-diff'
import type { AccountState, Prestate } from './prestate'

/** What is known of all transactions of a block, in order: what each looked at, or what each changed. */
export type BlockHistory =
  | { readonly kind: 'looked at'; readonly transactions: readonly Prestate[] }
  | { readonly kind: 'changed'; readonly transactions: readonly RawStateDiff[] }

/** Where a value stands that a transaction would have found: told by another one, or in the state after a block. */
export type HistoricPlace<T> =
  | { readonly at: 'told'; readonly value: T }
  | { readonly at: 'parent' | 'block' }

export type HistoricPlaceParameters = {
  /** Undefined where nothing came before the transaction. */
  readonly block: BlockHistory | undefined
  /** Place of the transaction in its block. */
  readonly index: number
  /** In lower case. */
  readonly address: string
}

/**
 * Where to find a word of storage as it was just before a transaction that did not look at it. The last one before it that
 * changed it tells what it left. Whoever writes a word looks at it, so where only that is known: nobody before it in the
 * block did, then it is as the parent block left it; the next one behind found it as it was; nobody behind did, then it is
 * as the block leaves it.
 */
export function placeOfWord(slot: Hash, parameters: HistoricPlaceParameters): HistoricPlace<Hash> {
  const { block, index, address } = parameters
  if (block?.kind === 'changed') {
    const changes = block.transactions.slice(0, index).map((diff) => diff.get(address))
    const last = changes.findLast((account) => account?.storage.has(slot))?.storage.get(slot)
    return last ? { at: 'told', value: last.after } : { at: 'parent' }
  }
  return placeAmong(parameters, (account) => account.storage.get(slot))
}

/** The same of the balance and the nonce of an account. Where one of both is not told, it is as the parent left it. */
export function placeOfAccount(
  parameters: HistoricPlaceParameters,
): HistoricPlace<Partial<Pick<AccountState, 'balance' | 'nonce'>>> {
  const { block, index, address } = parameters
  if (block?.kind === 'changed') {
    const changes = block.transactions.slice(0, index).map((diff) => diff.get(address))
    const balance = changes.findLast((account) => account?.balance)?.balance?.after
    const nonce = changes.findLast((account) => account?.nonce)?.nonce?.after
    const value = {
      ...(balance === undefined ? {} : { balance }),
      ...(nonce === undefined ? {} : { nonce }),
    }
    return { at: 'told', value }
  }
  return placeAmong(parameters, ({ balance, nonce }) => ({ balance, nonce }))
}

function placeAmong<T>(
  { block, index, address }: HistoricPlaceParameters,
  read: (account: AccountState) => T | undefined,
): HistoricPlace<T> {
  if (block?.kind !== 'looked at') return { at: 'parent' }
  const found = block.transactions.map((prestate) => {
    const account = prestate.get(address)
    return account && read(account)
  })
  if (found.slice(0, index).every((one) => one === undefined)) return { at: 'parent' }
  const later = found.slice(index).find((one) => one !== undefined)
  return later === undefined ? { at: 'block' } : { at: 'told', value: later }
}
