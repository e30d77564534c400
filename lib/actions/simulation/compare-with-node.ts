import type { Client, Hash } from 'viem'
import type { PathPlan } from '@/lib/actions/simulation/path-plan'
import { simulateV1 } from '@/lib/adapters/fork/simulate-v1'
import type { Known } from '@/lib/core/chain/snapshot'
import { BaseError } from '@/lib/core/error/base-error'
import { compareEngines } from '@/lib/core/simulation/compare-engines'
import type { Simulation } from '@/lib/core/simulation/simulation'

/** Words that are read at once: a node answers no call of any size. */
const mostWords = 2_000

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
  const words = diff.value.contracts
    .flatMap(({ address, storage }) =>
      storage.map(({ slot, after }) => ({ address, slot, word: after })),
    )
    .slice(0, mostWords)
  const transactions = steps.flatMap(({ outcome }) =>
    'transaction' in outcome && outcome.transaction ? [outcome.transaction] : [],
  )
  const planned = plan.steps.flatMap(({ transaction }) =>
    transaction ? [{ ...transaction, gas }] : [],
  )
  try {
    const slots = new Map<(typeof words)[number]['address'], Hash[]>()
    for (const { address, slot } of words) {
      slots.set(address, [...(slots.get(address) ?? []), slot])
    }
    const answer = await simulateV1(client, {
      blockNumber: block.number,
      overrides: plan.overrides,
      transactions: planned.slice(0, transactions.length),
      slots,
    })
    const read = [...slots].flatMap(([address, list]) =>
      list.map((slot, index) => ({ address, slot, word: answer.words.get(address)?.[index] })),
    )
    const theirs = read.map((one) => ({ ...one, word: one.word ?? '0x' }) as const)
    const differences = compareEngines(
      { transactions, words },
      { transactions: answer.transactions, words: theirs },
    )
    return { known: true, value: { differences } }
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    const said = error.facts.map(([, value]) => value).join(', ')
    return { known: false, reason: said ? `${error.shortMessage} ${said}` : error.shortMessage }
  }
}
