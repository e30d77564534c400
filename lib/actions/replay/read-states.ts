import { type Hash, numberToHex } from 'viem'
import type { AskedNode } from '@/lib/adapters/fork/ask-all'
import type { Forks } from '@/lib/adapters/fork/forks'
import { withForkBeside } from '@/lib/adapters/fork/open-fork'
import { readByCalls } from '@/lib/adapters/fork/read-by-calls'
import {
  type Head,
  type HistoricState,
  readHistory,
  readTransactions,
} from '@/lib/adapters/fork/read-history'
import type { Known } from '@/lib/core/chain/snapshot'
import { BaseError } from '@/lib/core/error/base-error'
import type { HistoricTransaction } from '@/lib/core/replay/historic-transaction'
import type { TransactionPlace } from '@/lib/core/replay/replay'
import { inTurns } from './in-turns'

export type StateReader = {
  readonly node: AskedNode
  /** A fork of a block is opened where the node traces nothing. */
  readonly forks: Forks
  /** Whether the node is better asked for whole blocks. */
  readonly tracesBlocks: boolean
}

/** Blocks at one time that are put together from calls. */
const blocksAtOnce = 2

/**
 * Finds out what transactions found: by the node's traces of them; where it has none, by calls at the parent block; where it
 * traces no calls either, by the same on a fork of the parent block.
 *
 * @returns one for each place, in their order; what could not be read is told with its reason.
 * @throws the reason of the signal
 */
export async function readStates(
  { node, forks, tracesBlocks }: StateReader,
  places: readonly TransactionPlace[],
): Promise<readonly Known<HistoricState>[]> {
  const { states, refused, heads } = await readHistory(node, places, { tracesBlocks })
  if (refused.size === 0) return states
  const blocks = new Map<bigint, Set<Hash>>()
  for (const { hash, blockNumber } of places) {
    if (!refused.has(hash)) continue
    blocks.set(blockNumber, (blocks.get(blockNumber) ?? new Set<Hash>()).add(hash))
  }
  const found = new Map<Hash, Known<HistoricState>>()
  await inTurns([...blocks], blocksAtOnce, async ([number, wanted]) => {
    const parts = { number, wanted, head: heads.get(number) }
    for (const [hash, state] of await readBlock({ node, forks }, parts)) found.set(hash, state)
  })
  return places.map(({ hash }, at) => found.get(hash) ?? states[at] ?? notRead)
}

const notRead = { known: false, reason: 'it was not read' } as const

type BlockParts = {
  readonly number: bigint
  readonly wanted: ReadonlySet<Hash>
  readonly head: Known<Head> | undefined
}

type States = ReadonlyMap<Hash, Known<HistoricState>>

async function readBlock(
  { node, forks }: Pick<StateReader, 'node' | 'forks'>,
  { number, wanted, head }: BlockParts,
): Promise<States> {
  const all = (reason: string): States =>
    new Map([...wanted].map((hash) => [hash, { known: false, reason }]))
  if (!head?.known) return all(head?.reason ?? 'its block was not read')
  const { hashes } = head.value
  const end = hashes.findLastIndex((hash) => wanted.has(hash)) + 1
  if (end === 0) return all('its block does not hold it')
  const places = hashes.slice(0, end).map((hash) => ({ hash, blockNumber: number }))
  const { transactions: read } = await readTransactions(node, places)
  const transactions: HistoricTransaction[] = []
  for (const one of read) {
    if (!one.known) return all(one.reason)
    transactions.push(one.value)
  }
  const parent = number - 1n
  const called = await readByCalls(node, { transactions, wanted, at: numberToHex(parent) })
  if ([...called.values()].every(({ known }) => known)) return wayOf(called, 'calls')
  const at = { rpcUrl: node.url, blockNumber: parent, signal: node.signal }
  const forked = await attempt(() =>
    withForkBeside(forks, at, ({ url, signal }) =>
      readByCalls({ ...node, url, signal }, { transactions, wanted, at: 'latest' }),
    ),
  )
  node.signal?.throwIfAborted()
  return forked.known ? wayOf(forked.value, 'fork') : all(forked.reason)
}

function wayOf(
  states: ReadonlyMap<Hash, Known<Omit<HistoricState, 'way'>>>,
  way: HistoricState['way'],
): States {
  return new Map(
    [...states].map(([hash, state]) => [
      hash,
      state.known ? { known: true, value: { ...state.value, way } } : state,
    ]),
  )
}

async function attempt<T>(work: () => Promise<T>): Promise<Known<T>> {
  try {
    return { known: true, value: await work() }
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    const said = error.facts.map(([, value]) => value).join(', ')
    return { known: false, reason: `${error.shortMessage} ${said}`.trim() }
  }
}
