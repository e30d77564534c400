import { EarlierEvents } from '@/lib/actions/timelock/earlier-events'
import { fillGaps } from '@/lib/actions/timelock/fill-gaps'
import {
  type FoldSubject,
  foldNewSettings,
  foldTouched,
  groupById,
} from '@/lib/actions/timelock/fold-touched'
import type { IndexContext } from '@/lib/actions/timelock/index-context'
import { isDoubtful } from '@/lib/actions/timelock/is-doubtful'
import { RangeFetcher } from '@/lib/actions/timelock/range-fetcher'
import { type ChunkBounds, RangeQueue, type Sized } from '@/lib/actions/timelock/range-queue'
import { rawLogFor } from '@/lib/actions/timelock/raw-log-for'
import { ScanMemory } from '@/lib/actions/timelock/scan-memory'
import { takeBackBlocks } from '@/lib/actions/timelock/take-back-blocks'
import { compiledKeccak } from '@/lib/adapters/keccak/compiled-keccak'
import type { ChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import type { FetchedRange } from '@/lib/adapters/rpc/fetch-next-range'
import { type NodeHead, readAgreedHead } from '@/lib/adapters/rpc/read-agreed-head'
import { readNodeBlocks } from '@/lib/adapters/rpc/read-node-blocks'
import { UnscannedRangeError } from '@/lib/adapters/rpc/unscanned-range-error'
import type { FollowedTimelock } from '@/lib/adapters/store/followed-timelock'
import { noteHeard } from '@/lib/adapters/store/note-heard'
import { type OperationLog, packLogs } from '@/lib/adapters/store/packed-logs'
import { readTimelock } from '@/lib/adapters/store/read-timelock'
import {
  type RangeToStore,
  type StoredChunk,
  saveTimelockChunk,
} from '@/lib/adapters/store/save-timelock-chunk'
import { saveTimelockProblem } from '@/lib/adapters/store/save-timelock-problem'
import type { Store } from '@/lib/adapters/store/store'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { hastenKeccak } from '@/lib/core/chain/keccak-bytes'
import type { Block } from '@/lib/core/chain/snapshot'
import { BaseError } from '@/lib/core/error/base-error'
import type { RawLog } from '@/lib/core/timelock/kind/timelock-adapter'
import { timelockAdapters } from '@/lib/core/timelock/kind/timelock-adapters'

// Each operation's id is proven by its hash.
hastenKeccak(compiledKeccak)

export type IndexTimelockParameters = {
  readonly timelock: ChainAddress
  /** Index up to and including this block. Default: the newest that enough nodes know. */
  readonly toBlock?: bigint | undefined
  /** Ends it between two ranges; what was stored stays. */
  readonly signal?: AbortSignal | undefined
  /** How much is stored at once. Default: as the database can bear. */
  readonly chunk?: ChunkBounds | undefined
}

export type IndexOutcome = {
  /** The block up to which it is indexed now; undefined where nothing was scanned yet. */
  readonly indexed: Block | undefined
  /** How many events were stored. */
  readonly events: number
}

/** A timelock has to be followed before it is indexed. */
export class NotFollowedError extends BaseError {
  override readonly name = 'NotFollowedError'
  constructor({ chainId, address }: ChainAddress) {
    super('This timelock is not followed.', {
      facts: [
        ['Chain', String(chainId)],
        ['Address', address],
      ],
      hint: 'Open its page: it is followed from then on.',
    })
  }
}

/**
 * Brings the operations of a followed timelock up to a block. Only what is new is fetched; blocks that are no longer on the
 * chain are forgotten first. Range after range is stored together with its coverage, so that it can end at any moment and
 * goes on from there; of several who do the same at one time, each range is stored by one.
 *
 * @throws NotFollowedError; and, after noting it as the problem of the timelock, the error of the nodes because of which it
 *   cannot go on.
 */
export async function indexTimelock(
  context: IndexContext,
  { timelock, toBlock, signal, chunk }: IndexTimelockParameters,
): Promise<IndexOutcome> {
  const followed = await readTimelock(context.store, timelock)
  if (!followed) throw new NotFollowedError(timelock)
  const { detection } = followed
  const subject = { timelock, detection, adapter: timelockAdapters[detection.kind] }
  const { store } = context
  try {
    const bounds = chunk ?? boundsOf(store)
    return await bringUp(context, { followed, subject, toBlock, signal, bounds })
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    const range = error instanceof UnscannedRangeError ? error.range : undefined
    const problem = error.message
    await saveTimelockProblem(store, { timelock, problem, range, now: context.now() })
    throw error
  }
}

type BringingUp = {
  readonly followed: FollowedTimelock
  readonly subject: FoldSubject
  readonly toBlock: bigint | undefined
  readonly signal: AbortSignal | undefined
  readonly bounds: ChunkBounds
}

async function bringUp(
  context: IndexContext,
  { followed, subject, toBlock, signal, bounds }: BringingUp,
): Promise<IndexOutcome> {
  const { store } = context
  const { timelock } = subject
  const nodes = context.nodesFor(timelock.chainId)
  const { head, node } = await readHead(nodes, { toBlock, indexed: followed.indexed?.number })
  const now = context.now()
  await noteHeard(store, { timelock, now })
  let indexed =
    followed.indexed &&
    (await takeBackBlocks(
      { store, nodes, node, now },
      { subject, indexed: followed.indexed, head },
    ))
  const confirmations = BigInt(context.confirmationsFor(timelock.chainId))
  const finalizedBlock = head.number > confirmations ? head.number - confirmations : 0n
  const fetcher = new RangeFetcher(nodes, subject, head.number)
  const earlier = new EarlierEvents(store, { timelock, stored: indexed })
  const scan: Scan = {
    subject,
    fetcher,
    after: indexed,
    memory: new ScanMemory({ isFirst: indexed === undefined }),
    earlier,
    signal,
  }
  let events = 0
  if (indexed) fetcher.begin(indexed.number + 1n)
  else fetcher.begin(followed.scanFrom, { isFirst: true })
  // While a range is stored, the next one is folded, and the one after it is on its way.
  const queue = new RangeQueue(prepareRanges(context, scan))
  try {
    while (await queue.hasNext()) {
      const stored: StoredChunk | undefined = await saveTimelockChunk(store, {
        timelock,
        after: indexed,
        ranges: queue.chunk(bounds),
        headBlock: head.number,
        finalizedBlock,
        now: context.now,
      })
      // Somebody else is at it.
      if (!stored) break
      indexed = stored.end
      events += stored.events
      earlier.stored(indexed)
    }
  } finally {
    await queue.end()
    await fetcher.end()
  }
  return { indexed, events }
}

/**
 * What is stored at once. The more it is, the fewer operations are written twice, when they are scheduled and when they are
 * executed; the less it is, the sooner a page shows it, and the less is done again by who comes after one that died. The
 * embedded database serves pages and this by turns, so there each range is stored by itself.
 */
function boundsOf({ kind }: Store): ChunkBounds {
  return kind === 'postgres'
    ? { events: 100_000, characters: 100_000_000, seconds: 5 }
    : { events: 0, characters: 0, seconds: 0 }
}

type Scan = {
  readonly subject: FoldSubject
  readonly fetcher: RangeFetcher
  /** The block behind which it begins; undefined at the beginning. */
  readonly after: Block | undefined
  readonly memory: ScanMemory
  readonly earlier: EarlierEvents
  readonly signal: AbortSignal | undefined
}

/** What range after range brings, as it is to be stored. */
async function* prepareRanges(
  context: IndexContext,
  scan: Scan,
): AsyncGenerator<RangeToStore & Sized> {
  const { fetcher, earlier, signal } = scan
  for (let { after } = scan; ; ) {
    const range = await fetcher.next()
    if (!range || signal?.aborted) return
    // Where the chain has changed below it, the next round finds where.
    if (after && range.before?.hash !== after.hash) return
    const prepared = await prepareRange(context, scan, range)
    earlier.add(prepared.logs)
    yield prepared
    after = range.end
  }
}

async function prepareRange(
  { nodesFor }: IndexContext,
  { subject, memory, earlier }: Scan,
  { fromBlock, end, hosts, ...range }: FetchedRange,
): Promise<RangeToStore & Sized> {
  const { adapter, timelock } = subject
  let logs: readonly OperationLog[] = range.logs.map((found): OperationLog => {
    const log = rawLogFor(adapter, found)
    return { operationId: adapter.operationIdOf(log) ?? null, log }
  })
  let operations = await foldTouched({ subject, memory, earlier, logs })
  if (operations.some((operation) => isDoubtful(subject, operation))) {
    logs = await fillGaps(nodesFor(timelock.chainId), { subject, logs })
    // What was told of them without the missing events is forgotten, so that all of their events are folded.
    memory.note(groupById(logs).keys(), [])
    operations = await foldTouched({ subject, memory, earlier, logs })
  }
  const settings = await foldNewSettings({ subject, logs, earlier })
  const characters = logs.reduce((sum, { log }) => sum + sizeOf(log), 0)
  const [events, packed] = [logs.length, packLogs(logs)]
  return { fromBlock, end, hosts, events, characters, logs: packed, operations, settings }
}

/** Characters of its data. */
function sizeOf(log: RawLog): number {
  const { digits } = log
  return digits ? digits.dataEnd - digits.dataAt : log.data.length
}

/** The newest block that enough nodes know, or an older one that is asked for. */
async function readHead(
  nodes: ChainNodes,
  { toBlock, indexed }: { toBlock: bigint | undefined; indexed: bigint | undefined },
): Promise<NodeHead> {
  const newest = await readAgreedHead(nodes, { indexed })
  if (toBlock === undefined || toBlock >= newest.head.number) return newest
  const [head] = await readNodeBlocks(newest.node, [toBlock])
  return head ? { head, node: newest.node } : newest
}
