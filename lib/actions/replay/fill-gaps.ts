import type { AskedNode } from '@/lib/adapters/fork/ask-all'
import { attempt } from '@/lib/adapters/fork/read-answer'
import { readBlockHistory } from '@/lib/adapters/fork/read-history'
import type { Known } from '@/lib/core/chain/snapshot'
import {
  type BlockHistory,
  type HistoricPlace,
  placeOfAccount,
  placeOfWord,
} from '@/lib/core/replay/historic-place'
import type { Prestate } from '@/lib/core/replay/prestate'
import { collectQuestions, type StateQuestions } from './state-questions'

/** A transaction whose new code looked at more than its old one. */
export type GapOwner = {
  readonly blockNumber: bigint
  readonly index: number
  readonly prestate: Prestate
  /** What is known of all transactions of the block already. */
  readonly block: BlockHistory | undefined
  /** What the new code looked at. */
  readonly seen: Prestate
}

/**
 * What the new code looked at and the old one did not: accounts by their keys, and slots.
 *
 * @returns undefined where there is nothing.
 */
export function gapsOf({ prestate, seen }: Pick<GapOwner, 'prestate' | 'seen'>) {
  const accounts = [...seen.keys()].filter((key) => !prestate.has(key))
  const slots = [...seen].flatMap(([key, { storage }]) => {
    const known = prestate.get(key)?.storage
    return [...storage.keys()].flatMap((slot) => (known?.has(slot) ? [] : [{ key, slot }]))
  })
  return accounts.length + slots.length > 0 ? { accounts, slots } : undefined
}

/**
 * Fetches what was missing, as it was just before each transaction.
 *
 * @returns what each transaction has to be run on; or why that cannot be known.
 * @throws the reason of the signal
 */
export async function fillGaps(
  node: AskedNode,
  owners: readonly GapOwner[],
): Promise<Known<Prestate>[]> {
  const blocks = await readBlocks(node, owners)
  const asked = collectQuestions()
  const filled = owners.map((owner): Known<() => Prestate> => {
    const block = blocks.get(owner.blockNumber)
    if (owner.index > 0 && block && !block.known) return block
    const others = owner.block ?? (block?.known ? block.value : undefined)
    return { known: true, value: planOf(owner, others, asked) }
  })
  await asked.ask(node)
  return filled.map((plan) => (plan.known ? attempt(plan.value) : plan))
}

/** Of blocks in which something came before, unless they are known. */
async function readBlocks(
  node: AskedNode,
  owners: readonly GapOwner[],
): Promise<ReadonlyMap<bigint, Known<BlockHistory>>> {
  const numbers = new Set(
    owners.flatMap(({ index, block, blockNumber }) => (index > 0 && !block ? [blockNumber] : [])),
  )
  const read = [...numbers].map(
    async (number) => [number, await readBlockHistory(node, number)] as const,
  )
  return new Map(await Promise.all(read))
}

function planOf(
  owner: GapOwner,
  block: BlockHistory | undefined,
  asked: StateQuestions,
): () => Prestate {
  const { index, blockNumber, prestate } = owner
  const gaps = gapsOf(owner) ?? { accounts: [], slots: [] }
  const heightOf = (place: HistoricPlace<unknown>) =>
    place.at === 'block' ? blockNumber : blockNumber - 1n
  const accounts = gaps.accounts.map((address) => {
    const place = placeOfAccount({ block, index, address })
    const left = asked.account(address, heightOf(place))
    const told = () => ({ ...left(), ...(place.at === 'told' ? place.value : {}) })
    return { address, told }
  })
  const words = gaps.slots.map(({ key, slot }) => {
    const place = placeOfWord(slot, { block, index, address: key })
    const told = place.at === 'told' ? () => place.value : asked.word(key, slot, heightOf(place))
    return { key, slot, told }
  })
  return () => {
    const full = new Map(prestate)
    for (const { address, told } of accounts) full.set(address, { ...told(), storage: new Map() })
    for (const { key, slot, told } of words) {
      const account = full.get(key)
      if (account)
        full.set(key, { ...account, storage: new Map(account.storage).set(slot, told()) })
    }
    return full
  }
}
