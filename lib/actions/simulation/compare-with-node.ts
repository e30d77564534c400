import type { Address, Client, Hash } from 'viem'
import type { PathPlan } from '@/lib/actions/simulation/path-plan'
import { type SimulateV1Parameters, simulateV1 } from '@/lib/adapters/fork/simulate-v1'
import type { Known } from '@/lib/core/chain/snapshot'
import { BaseError } from '@/lib/core/error/base-error'
import { compareEngines, type EngineAnswer } from '@/lib/core/simulation/compare-engines'
import type { ExecutedTransaction, Simulation } from '@/lib/core/simulation/simulation'

/** Words that are read at once: a node answers no call of any size. For more the path is run again. */
const wordsAtOnce = 2_000

/**
 * Has a node run the same path by its `eth_simulateV1`, and holds what it says against the simulation: every transaction
 * with its events, ether and gas, and every word of storage that was written. Never throws.
 */
export async function compareWithNode(
  client: Client,
  {
    plan,
    gas,
    simulation: { block, diff, steps },
  }: { plan: PathPlan; gas: bigint; simulation: Pick<Simulation, 'block' | 'diff' | 'steps'> },
): Promise<Known<{ readonly differences: readonly string[] }>> {
  if (!diff.known) return diff
  const words = diff.value.contracts.flatMap(({ address, storage }) =>
    storage.map(({ slot, after }) => ({ address, slot, word: after })),
  )
  const transactions = steps.flatMap(({ outcome }) =>
    'transaction' in outcome && outcome.transaction ? [outcome.transaction] : [],
  )
  const planned = plan.steps.flatMap(({ transaction }) =>
    transaction ? [{ ...transaction, gas }] : [],
  )
  const at = { blockNumber: block.number, overrides: plan.overrides }
  const run = { ...at, transactions: planned.slice(0, transactions.length) }
  try {
    const theirs = await runThere(client, run, words)
    const differences = compareEngines({ transactions, words }, theirs)
    return { known: true, value: { differences } }
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    const said = error.facts.map(([, value]) => value).join(', ')
    return { known: false, reason: said ? `${error.shortMessage} ${said}` : error.shortMessage }
  }
}

/** What the node says of the path, and the words behind it, in the order in which they are asked for. */
async function runThere(
  client: Client,
  run: Omit<SimulateV1Parameters, 'slots'>,
  words: readonly Word[],
): Promise<EngineAnswer> {
  const transactions: ExecutedTransaction[] = []
  const read: Word[] = []
  for (let from = 0; from === 0 || from < words.length; from += wordsAtOnce) {
    const slots = slotsOf(words.slice(from, from + wordsAtOnce))
    const answer = await simulateV1(client, { ...run, slots })
    if (from === 0) transactions.push(...answer.transactions)
    for (const [address, list] of slots) {
      for (const [index, slot] of list.entries()) {
        read.push({ address, slot, word: answer.words.get(address)?.[index] ?? '0x' })
      }
    }
  }
  return { transactions, words: read }
}

type Word = EngineAnswer['words'][number]

/** In their order, which is by contract. */
function slotsOf(words: readonly Word[]): Map<Address, Hash[]> {
  const slots = new Map<Address, Hash[]>()
  for (const { address, slot } of words) {
    const list = slots.get(address)
    if (list) list.push(slot)
    else slots.set(address, [slot])
  }
  return slots
}
