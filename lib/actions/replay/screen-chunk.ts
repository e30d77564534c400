import { type Hash, pad, slice } from 'viem'
import type { AskedNode } from '@/lib/adapters/fork/ask-all'
import { readTransactions } from '@/lib/adapters/fork/read-history'
import {
  eventsText,
  type ScreenedPair,
  type ScreenOverrides,
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
 * code, and to the same with the new one, are settled. All others are left.
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
  const settled = new Map<Hash, ReplayResult>()
  if (screened.known) {
    for (const [at, transaction] of known.entries()) {
      const pair = screened.value[at]
      if (pair && isSettled(transaction, pair)) {
        settled.set(transaction.hash, settle(transaction, pair, subject))
      }
    }
  }
  return {
    results: [...settled.values()],
    left: places.filter(({ hash }) => !settled.has(hash)),
  }
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

function isSettled({ receipt }: HistoricTransaction, { old, now }: ScreenedPair): boolean {
  return (
    old.succeeded === receipt.succeeded &&
    old.gasUsed === receipt.gasUsed &&
    old.events === eventsText(receipt.logs.map((log) => ({ ...log }))) &&
    now.succeeded === old.succeeded &&
    now.events === old.events &&
    now.rest === old.rest
  )
}

function settle(
  { hash, block, index, to, input }: HistoricTransaction,
  { old, now }: ScreenedPair,
  { replaced }: ReplaySubject,
): ReplayResult {
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
