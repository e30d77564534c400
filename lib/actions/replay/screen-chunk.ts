import { type Hash, pad, slice } from 'viem'
import type { AskedNode } from '@/lib/adapters/fork/ask-all'
import { readTransactions } from '@/lib/adapters/fork/read-history'
import {
  eventsText,
  type ScreenedPair,
  type ScreenedRun,
  type ScreenOverrides,
  screenBlocks,
  screenTransactions,
} from '@/lib/adapters/fork/screen-transactions'
import type { HistoricTransaction } from '@/lib/core/replay/historic-transaction'
import type { ReplaySubject, TransactionPlace } from '@/lib/core/replay/replay'
import type { ReplayEnd, ReplayResult } from '@/lib/core/replay/replay-result'

/** What came of it: results, and the transactions that have to be replayed each on its own state. */
export type ScreenedChunk = {
  readonly results: readonly ReplayResult[]
  readonly left: readonly TransactionPlace[]
}

/**
 * Screens transactions that follow each other: those of which the simulation comes to what the chain says with the old
 * code, and to the same with the new one, are settled. What the new code did to earlier transactions makes many later ones
 * differ: they are simulated once more on the state before their block. All others are left.
 *
 * @throws the reason of the signal
 */
export async function screenChunk(
  { node, subject }: { node: AskedNode; subject: ReplaySubject },
  places: readonly TransactionPlace[],
  newCodes: ReadonlyMap<string, `0x${string}`>,
): Promise<ScreenedChunk> {
  const { transactions } = await readTransactions(node, places)
  // Where a proxy is created there may not be code to replace yet.
  const known = transactions.flatMap((one) => (one.known && one.value.to ? [one.value] : []))
  const overrides = screenOverrides(subject, newCodes)
  const screened = await screenTransactions(node, known, overrides)
  const candidates = (screened.known ? screened.value : []).flatMap((pair, at): Candidate[] => {
    const transaction = known[at]
    return transaction && reproduces(transaction, pair.old) ? [{ transaction, ...pair }] : []
  })
  const differing = candidates.filter((one) => !isSame(one))
  const again = await screenAgain(node, { differing, known, overrides })
  const settled = new Map<Hash, ReplayResult>()
  for (const one of candidates) {
    const { hash } = one.transaction
    const last = { ...one, now: again.get(hash) ?? one.now }
    if (isSame(last)) settled.set(hash, settle(last, subject))
  }
  return {
    results: [...settled.values()],
    left: places.filter(({ hash }) => !settled.has(hash)),
  }
}

/** A transaction of which the old code comes to its receipt. */
type Candidate = ScreenedPair & { readonly transaction: HistoricTransaction }

/** With the new code, each block on the state before it; those before it in its block are run with it. */
async function screenAgain(
  node: AskedNode,
  {
    differing,
    known,
    overrides,
  }: {
    readonly differing: readonly Candidate[]
    readonly known: readonly HistoricTransaction[]
    readonly overrides: ScreenOverrides
  },
): Promise<ReadonlyMap<Hash, ScreenedRun>> {
  const wanted = new Set(differing.map(({ transaction }) => transaction.hash))
  const numbers = new Set(differing.map(({ transaction }) => transaction.block.number))
  const some = known.filter(({ block }) => numbers.has(block.number))
  const runs = await screenBlocks(node, some, overrides)
  return new Map(
    some.flatMap(({ hash }, at): [Hash, ScreenedRun][] => {
      const run = runs[at]
      return run?.known && wanted.has(hash) ? [[hash, run.value]] : []
    }),
  )
}

function screenOverrides(
  { replaced, overrides }: ReplaySubject,
  newCodes: ReadonlyMap<string, `0x${string}`>,
): ScreenOverrides {
  const words = new Map<string, Record<Hash, Hash>>()
  const put = (address: string, slot: Hash, word: Hash) =>
    words.set(address, { ...words.get(address), [slot]: word })
  for (const { address, slot, word } of overrides) put(address, slot, word)
  for (const { holder, slot, to } of replaced) put(holder, slot, pad(to, { size: 32 }))
  const storage = [...words].map(([address, stateDiff]) => [address, { stateDiff }])
  const codes = [...newCodes].map(([address, code]) => [address, { code }])
  return Object.fromEntries([...storage, ...codes])
}

function reproduces({ receipt }: HistoricTransaction, old: ScreenedRun): boolean {
  return (
    old.succeeded === receipt.succeeded &&
    old.gasUsed === receipt.gasUsed &&
    old.events === eventsText(receipt.logs.map((log) => ({ ...log })))
  )
}

function isSame({ old, now }: ScreenedPair): boolean {
  return now.succeeded === old.succeeded && now.events === old.events && now.rest === old.rest
}

function settle({ transaction, old, now }: Candidate, { replaced }: ReplaySubject): ReplayResult {
  const { hash, block, index, to, input } = transaction
  const proxy = replaced.find((one) => one.proxy.toLowerCase() === to?.toLowerCase())?.proxy
  const selector = input.length > 10 ? slice(input, 0, 4) : input
  return {
    hash,
    blockNumber: block.number,
    index,
    outcome: 'same',
    state: 'cumulative',
    way: 'simulation',
    called: proxy && { proxy, selector },
    before: endOf(old),
    after: endOf(now),
    differences: [],
    leftOut: 0,
  }
}

function endOf({ succeeded, gasUsed }: ScreenedPair['old']): ReplayEnd {
  return { succeeded, gasUsed }
}
