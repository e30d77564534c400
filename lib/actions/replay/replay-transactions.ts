import type { Hash } from 'viem'
import { numberToHex } from 'viem'
import type { AskedNode, AskLimits } from '@/lib/adapters/fork/ask-all'
import { askAll } from '@/lib/adapters/fork/ask-all'
import { findTransactions } from '@/lib/adapters/fork/find-transactions'
import type { Forks } from '@/lib/adapters/fork/forks'
import { withScratch } from '@/lib/adapters/fork/open-fork'
import { readBytes } from '@/lib/adapters/fork/parse-call-trace'
import { read } from '@/lib/adapters/fork/read-answer'
import { locateTransactions } from '@/lib/adapters/fork/read-history'
import { placeCodes } from '@/lib/adapters/fork/replay-engine'
import type { ExpectedDifference } from '@/lib/core/replay/expected-difference'
import { makeReplay } from '@/lib/core/replay/make-replay'
import type {
  Replay,
  ReplayCursor,
  ReplayMode,
  ReplaySubject,
  TransactionPlace,
} from '@/lib/core/replay/replay'
import { ReplayError } from '@/lib/core/replay/replay-error'
import type { ReplayResult } from '@/lib/core/replay/replay-result'
import { createCodeShelf } from './code-shelf'
import { replayChunk } from './replay-chunk'

/** Which transactions to replay: the latest that reached the proxies, or these. */
export type WantedTransactions =
  | { readonly kind: 'last'; readonly last: number; readonly fromBlock?: bigint | undefined }
  | { readonly kind: 'list'; readonly hashes: readonly Hash[] }

export type ReplayTransactionsParameters = {
  readonly subject: ReplaySubject
  /** What of the patch is left out, in words. */
  readonly gaps?: readonly string[] | undefined
  readonly wanted: WantedTransactions
  /** Exact by default. */
  readonly mode?: ReplayMode | undefined
  readonly expected?: readonly ExpectedDifference[] | undefined
  /** Where an earlier run stood, and what it found: that is not done again. */
  readonly resume?:
    | { readonly cursor: ReplayCursor; readonly results: readonly ReplayResult[] }
    | undefined
  /** Told once, before the first result. */
  readonly onFound?: ((cursor: ReplayCursor) => void) | undefined
  /** Told as they come, in any order. */
  readonly onResults?: ((results: readonly ReplayResult[]) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

export type ReplayTools = {
  /** A node of the chain that has the states of the past and traces. */
  readonly rpcUrl: string
  readonly forks: Forks
  /** How the node is asked. */
  readonly limits?: Partial<AskLimits> | undefined
}

/** Transactions of one turn, and turns at one time: while one waits for the node another runs. */
const turnSize = 96
const turns = 4

const nodeLimits: AskLimits = { batch: 100, inFlight: 3, maximum: 64_000_000, milliseconds: 60_000 }
const scratchLimits: AskLimits = {
  batch: 60,
  inFlight: 2,
  maximum: 64_000_000,
  milliseconds: 60_000,
}

/**
 * Replays transactions with old and new code, each on the state just before it.
 *
 * @throws AnvilMissingError, ForkError, ReplayError where there is nothing to replay, the reason of the signal
 */
export async function replayTransactions(
  { rpcUrl, forks, limits }: ReplayTools,
  parameters: ReplayTransactionsParameters,
): Promise<Replay> {
  const {
    subject,
    gaps = [],
    wanted,
    mode = 'exact',
    expected,
    resume,
    onFound,
    onResults,
    signal,
  } = parameters
  if (subject.replaced.length === 0) throw new ReplayError(gaps)
  const node = { url: rpcUrl, limits: { ...nodeLimits, ...limits }, signal }
  const cursor = resume?.cursor ?? (await find(node, { subject, wanted }))
  onFound?.(cursor)
  const results = [...(resume?.results ?? [])]
  const done = new Set(results.map(({ hash }) => hash))
  const places = cursor.places.filter(({ hash }) => !done.has(hash))
  if (places.length > 0) {
    await replayAll({ node, forks, subject, places }, (found) => {
      results.push(...found)
      onResults?.(found)
    })
  }
  const { source } = cursor
  const all = [...gaps, ...cursor.gaps]
  return makeReplay({ subject, mode, source, gaps: all, results, expected })
}

async function find(
  node: AskedNode,
  { subject, wanted }: Pick<ReplayTransactionsParameters, 'subject' | 'wanted'>,
): Promise<ReplayCursor> {
  if (wanted.kind === 'list') {
    const { places, gaps } = await locateTransactions(node, wanted.hashes)
    return { source: { kind: 'list' }, gaps, places }
  }
  const { last, fromBlock = 0n } = wanted
  const toBlock = subject.block.number
  const addresses = subject.replaced.map(({ proxy }) => proxy)
  const found = await findTransactions(node, { addresses, last, fromBlock, toBlock })
  const { kind, gaps, places } = found
  return { source: { kind, last, fromBlock: found.fromBlock, toBlock }, gaps, places }
}

type ReplayAllParameters = {
  readonly node: AskedNode
  readonly forks: Forks
  readonly subject: ReplaySubject
  readonly places: readonly TransactionPlace[]
}

async function replayAll(
  { node, forks, subject, places }: ReplayAllParameters,
  onResults: (results: readonly ReplayResult[]) => void,
): Promise<void> {
  const { chainId } = subject
  const { signal } = node
  await withScratch(forks, { chainId, signal }, async ({ url, signal: ends }) => {
    const scratch = { url, limits: scratchLimits, signal: ends }
    const placed = await placeNewCodes({ node, scratch }, subject)
    const first = places[0]?.blockNumber ?? 1n
    const after = places.at(-1)?.blockNumber ?? first
    const before = first > 0n ? first - 1n : 0n
    const shelf = createCodeShelf({ node, scratch, before, after, placed })
    const tracesBlocks = await isBetterAskedForBlocks(node)
    const table = { subject, node: { ...node, signal: ends }, scratch, shelf, tracesBlocks }
    const parts = partsOf(places)
    let next = 0
    const work = async () => {
      for (let at = next++; at < parts.length; at = next++) {
        onResults(await replayChunk(table, parts[at] ?? []))
        ends.throwIfAborted()
      }
    }
    await Promise.all(Array.from({ length: turns }, work))
  })
}

/** Anvil traces each transaction of a block from its beginning, and reads the state anew for each. */
async function isBetterAskedForBlocks(node: AskedNode): Promise<boolean> {
  const [version] = await askAll(node, [{ method: 'web3_clientVersion', params: '[]' }])
  const name = read(version, String)
  return !(name.known && /anvil/i.test(name.value))
}

/** Some transactions each, blocks whole: a block is traced once. */
function partsOf(places: readonly TransactionPlace[]): TransactionPlace[][] {
  const parts: TransactionPlace[][] = []
  for (const place of places) {
    const part = parts.at(-1)
    const isFull = (part?.length ?? turnSize) >= turnSize
    if (part && (!isFull || part.at(-1)?.blockNumber === place.blockNumber)) part.push(place)
    else parts.push([place])
  }
  return parts
}

/** @returns their addresses, in lower case. @throws ReplayError where one cannot be had */
async function placeNewCodes(
  { node, scratch }: { node: AskedNode; scratch: AskedNode },
  { replaced, block }: ReplaySubject,
): Promise<string[]> {
  const addresses = [...new Set(replaced.map(({ to }) => to.toLowerCase()))]
  const requests = addresses.map((address) => ({
    method: 'eth_getCode',
    params: JSON.stringify([address, numberToHex(block.number)]),
  }))
  const answers = await askAll(node, requests)
  const codes = answers.map((answer) => read(answer, (one) => readBytes(one, 1_000_000).data))
  const known = addresses.flatMap((address, at) => {
    const code = codes[at]
    if (!code?.known || code.value === '0x')
      throw new ReplayError([`There is no code at ${address}.`])
    return [[address, code.value] as const]
  })
  const stands = await placeCodes(scratch, known)
  if (!stands.known) throw new ReplayError([stands.reason])
  return addresses
}
