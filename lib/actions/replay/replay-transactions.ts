import type { Hash, Hex } from 'viem'
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
import { checkOverrides } from './check-overrides'
import { createCodeShelf } from './code-shelf'
import { inTurns } from './in-turns'
import { replayChunk } from './replay-chunk'
import { screenChunk } from './screen-chunk'

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
/** The same where many are simulated by one request. */
const screenSize = 250
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
  const { places } = cursor
  if (places.some(({ hash }) => !done.has(hash))) {
    await replayAll({ node, forks, subject, places, done, mode }, (found) => {
      results.push(...found)
      onResults?.(found)
    })
  }
  const { source } = cursor
  const first = places[0]?.blockNumber ?? 1n
  const before = first > 0n ? first - 1n : 0n
  const { overrides } = subject
  const guessed = await checkOverrides(node, { overrides, block: before })
  const all = [...gaps, ...cursor.gaps, ...guessed]
  return makeReplay({ subject, mode, source, gaps: all, results, expected })
}

async function find(
  node: AskedNode,
  { subject, wanted }: Pick<ReplayTransactionsParameters, 'subject' | 'wanted'>,
): Promise<ReplayCursor> {
  if (wanted.kind === 'list') {
    const { hashes } = wanted
    const toBlock = subject.block.number
    const { places, gaps, missing } = await locateTransactions(node, { hashes, toBlock })
    const source = { kind: 'list', ...(missing.length > 0 ? { missing } : {}) } as const
    return { source, gaps, places }
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
  /** Those that need not be run again. */
  readonly done: ReadonlySet<Hash>
  readonly mode: ReplayMode
}

async function replayAll(
  { node, forks, subject, places, done, mode }: ReplayAllParameters,
  onResults: (results: readonly ReplayResult[]) => void,
): Promise<void> {
  const { chainId } = subject
  const { signal } = node
  await withScratch(forks, { chainId, signal }, async ({ url, signal: ends }) => {
    const scratch = { url, limits: scratchLimits, signal: ends }
    const asked = { ...node, signal: ends }
    const newCodes = await readNewCodes(asked, subject)
    const stands = await placeCodes(scratch, [...newCodes])
    if (!stands.known) throw new ReplayError([stands.reason])
    const [first, last] = [places[0]?.blockNumber ?? 1n, places.at(-1)?.blockNumber ?? 1n]
    const before = first > 0n ? first - 1n : 0n
    const placed = [...newCodes.keys()]
    const shelf = createCodeShelf({ node: asked, scratch, before, after: last, placed })
    const tracesBlocks = await isBetterAskedForBlocks(asked)
    const table = { subject, node: asked, scratch, shelf, tracesBlocks, forks }
    const exactly = (some: readonly TransactionPlace[]) =>
      inTurns(partsOf(some, turnSize), turns, async (part) => {
        onResults(await replayChunk(table, part))
        ends.throwIfAborted()
      })
    const isOpen = ({ hash }: { readonly hash: Hash }) => !done.has(hash)
    if (mode === 'exact') return await exactly(places.filter(isOpen))
    const left: TransactionPlace[] = []
    // The same parts as without an interruption: each begins on a state of its own.
    const parts = partsOf(places, screenSize).filter((part) => part.some(isOpen))
    await inTurns(parts, turns, async (part) => {
      const screened = await screenChunk(table, part, newCodes)
      left.push(...screened.left.filter(isOpen))
      const results = screened.results.filter(isOpen)
      if (results.length > 0) onResults(results)
      ends.throwIfAborted()
    })
    await exactly(left.toSorted((a, b) => Number(a.blockNumber - b.blockNumber)))
  })
}

/** Anvil traces each transaction of a block from its beginning, and reads the state anew for each. */
async function isBetterAskedForBlocks(node: AskedNode): Promise<boolean> {
  const [version] = await askAll(node, [{ method: 'web3_clientVersion', params: '[]' }])
  const name = read(version, String)
  return !(name.known && /anvil/i.test(name.value))
}

/** Some transactions each, blocks whole: a block is asked for once. */
function partsOf(places: readonly TransactionPlace[], size: number): TransactionPlace[][] {
  const parts: TransactionPlace[][] = []
  for (const place of places) {
    const part = parts.at(-1)
    const isFull = (part?.length ?? size) >= size || tooFar(part?.[0], place)
    if (part && (!isFull || part.at(-1)?.blockNumber === place.blockNumber)) part.push(place)
    else parts.push([place])
  }
  return parts
}

/** Nodes simulate so many blocks at once, those between that nothing is in among them. */
const mostBlocks = 250n

function tooFar(first: TransactionPlace | undefined, place: TransactionPlace): boolean {
  return first !== undefined && place.blockNumber - first.blockNumber >= mostBlocks
}

/** By address in lower case. @throws ReplayError where one cannot be had */
async function readNewCodes(
  node: AskedNode,
  { replaced, block }: ReplaySubject,
): Promise<ReadonlyMap<string, Hex>> {
  const addresses = [...new Set(replaced.map(({ to }) => to.toLowerCase()))]
  const requests = addresses.map((address) => ({
    method: 'eth_getCode',
    params: JSON.stringify([address, numberToHex(block.number)]),
  }))
  const answers = await askAll(node, requests)
  const codes = answers.map((answer) => read(answer, (one) => readBytes(one, 1_000_000).data))
  return new Map(
    addresses.map((address, at) => {
      const code = codes[at]
      if (code?.known && code.value !== '0x') return [address, code.value]
      throw new ReplayError([`There is no code at ${address}.`])
    }),
  )
}
