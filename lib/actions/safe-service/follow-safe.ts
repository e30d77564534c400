import type { Address, Client, Hash } from 'viem'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import { readSafe } from '@/lib/adapters/rpc/read-safe'
import { RpcUnreachableError } from '@/lib/adapters/rpc/rpc-unreachable-error'
import {
  type EventPosition,
  readSafeEventPositions,
} from '@/lib/adapters/store/read-safe-event-positions'
import { readScanCursor } from '@/lib/adapters/store/read-scan-cursor'
import { replaceSafeEvents } from '@/lib/adapters/store/replace-safe-events'
import type { SafeEvent } from '@/lib/adapters/store/safe-events'
import type { ScanCursor } from '@/lib/adapters/store/scan-cursor'
import type { Store } from '@/lib/adapters/store/store'
import type { Block } from '@/lib/core/chain/snapshot'
import type { SafeState } from '@/lib/core/safe/safe-state'
import { readSafeEvents } from './read-safe-events'
import type { SafeServiceContext } from './safe-service-context'

/** Blocks this close to the head are read anew each time, so that ordinary reorganisations need no repair. */
const unsettledBlocks = 32n

/** Blocks asked for at once. A node that refuses is asked for less, down to the smallest. */
const largestRange = 50_000n
const smallestRange = 500n

/** Requests in one go. What is missing after that follows at the next look. */
const mostRequests = 40

/** How far back an unconfigured Safe is followed. */
const lookBack = 100_000n

const defaultInterval = 1_000

type Look = { finished: number | undefined; promise: Promise<void> }

/** Per store, so that two instances in one process do not share looks. */
const looks = new WeakMap<Store, Map<string, Look>>()

/**
 * Brings what is stored of a Safe's approvals and executions up to the head of the chain: only what is new is read, and
 * what a reorganisation took back is taken back here. Calls within `followInterval` share one look.
 *
 * @param parameters.force Looks now, whenever the last look was.
 * @throws NotASafeError | RpcUnreachableError
 */
export async function followSafe(
  context: SafeServiceContext,
  { safe, force = false }: { safe: Address; force?: boolean | undefined },
): Promise<void> {
  const { store, chainId, followInterval = defaultInterval, now } = context
  const ofStore = looks.get(store) ?? new Map<string, Look>()
  looks.set(store, ofStore)
  const key = `${chainId}:${safe}`
  const last = ofStore.get(key)
  const age = last?.finished === undefined ? 0 : now().getTime() - last.finished
  if (last && !force && age >= 0 && age < followInterval) return await last.promise
  // A look under way began before this call: what was mined since may be missing from it, so it is waited for.
  const promise = (last?.promise.catch(() => {}) ?? Promise.resolve()).then(() =>
    look(context, safe),
  )
  const mine: Look = { finished: undefined, promise }
  ofStore.set(key, mine)
  try {
    await promise
    mine.finished = now().getTime()
  } catch (error) {
    // A failure is not remembered: the next reader tries again.
    if (ofStore.get(key) === mine) ofStore.delete(key)
    throw error
  }
}

async function look(context: SafeServiceContext, safe: Address): Promise<void> {
  const { client, chainId, store } = context
  const at = { chainId, address: safe }
  const head = await readBlock(client, { chainId })
  const state = await readSafe(client, at)
  let cursor = await readSettledCursor(context, safe, head)
  for (let request = 0; request < mostRequests; request++) {
    const fromBlock = cursor ? cursor.toBlock + 1n : startBlock(context, safe, head)
    if (fromBlock > head.number) return
    const { events, toBlock } = await readRange(client, { state, fromBlock, head })
    const next = await settle(context, { cursor, fromBlock, toBlock, head })
    const stored = await readSafeEventPositions(store, { ...at, fromBlock })
    const complete = toBlock === head.number
    if (isNews(stored, events) || cursorMoved(cursor, next, complete)) {
      const observedAt = context.now()
      await replaceSafeEvents(store, {
        safe: at,
        fromBlock,
        events,
        cursor: next,
        complete,
        observedAt,
      })
    }
    cursor = next
    if (complete) return
  }
}

/** As many blocks at once as the node will serve. */
async function readRange(
  client: Client,
  { state, fromBlock, head }: { state: SafeState; fromBlock: bigint; head: Block },
): Promise<{ events: SafeEvent[]; toBlock: bigint }> {
  for (let range = largestRange; ; range /= 10n) {
    const last = fromBlock + range - 1n
    const toBlock = last < head.number ? last : head.number
    try {
      return { events: await readSafeEvents(client, { state, fromBlock, toBlock }), toBlock }
    } catch (error) {
      const isRefusal = error instanceof RpcUnreachableError && toBlock - fromBlock >= smallestRange
      if (!isRefusal || range <= smallestRange) throw error
    }
  }
}

function startBlock(context: SafeServiceContext, safe: Address, head: Block): bigint {
  const configured = context.deploymentBlockOf?.(safe)
  if (configured !== undefined) return configured
  return head.number > lookBack ? head.number - lookBack : 0n
}

/** The cursor after a scan up to `toBlock`: never among the unsettled blocks. */
async function settle(
  { client, chainId }: SafeServiceContext,
  parameters: {
    cursor: ScanCursor | undefined
    fromBlock: bigint
    toBlock: bigint
    head: Block
  },
): Promise<ScanCursor | undefined> {
  const { cursor, fromBlock, toBlock, head } = parameters
  const settled = head.number - unsettledBlocks
  const end = toBlock < settled ? toBlock : settled
  if (end < fromBlock) return cursor
  const { hash } = await readBlock(client, { chainId, blockNumber: end })
  return { fromBlock: cursor?.fromBlock ?? fromBlock, toBlock: end, blockHash: hash }
}

/** Compares what is stored as settled with the chain, and forgets what the chain has replaced. */
async function readSettledCursor(
  context: SafeServiceContext,
  safe: Address,
  head: Block,
): Promise<ScanCursor | undefined> {
  const { store, chainId } = context
  const at = { chainId, address: safe }
  const cursor = await readScanCursor(store, { ...at, subject: 'safe' })
  if (!cursor || (await isOnChain(context, cursor.toBlock, cursor.blockHash, head))) return cursor
  const positions = await readSafeEventPositions(store, { ...at, fromBlock: 0n })
  const kept = await findOnChain(context, positions, head)
  const remaining = kept && { ...cursor, toBlock: kept.blockNumber, blockHash: kept.blockHash }
  await replaceSafeEvents(store, {
    safe: at,
    fromBlock: remaining ? remaining.toBlock + 1n : 0n,
    events: [],
    cursor: remaining,
    complete: false,
    observedAt: context.now(),
  })
  return remaining
}

async function findOnChain(
  context: SafeServiceContext,
  positions: readonly EventPosition[],
  head: Block,
): Promise<EventPosition | undefined> {
  for (const position of positions) {
    if (await isOnChain(context, position.blockNumber, position.blockHash, head)) return position
  }
  return undefined
}

async function isOnChain(
  { client, chainId }: SafeServiceContext,
  blockNumber: bigint,
  blockHash: Hash,
  head: Block,
): Promise<boolean> {
  if (blockNumber > head.number) return false
  if (blockNumber === head.number) return head.hash === blockHash
  return (await readBlock(client, { chainId, blockNumber })).hash === blockHash
}

function isNews(stored: readonly EventPosition[], events: readonly SafeEvent[]): boolean {
  const found = events.map((event) =>
    event.kind === 'approval' ? event.position : event.execution,
  )
  const key = ({ blockHash, logIndex }: EventPosition) => `${blockHash}:${logIndex}`
  const known = new Set(stored.map(key))
  return known.size !== found.length || found.some((position) => !known.has(key(position)))
}

/** At the head the cursor creeps along; writing each step down would make every read a write. */
function cursorMoved(
  cursor: ScanCursor | undefined,
  next: ScanCursor | undefined,
  complete: boolean,
): boolean {
  if (!next) return cursor !== undefined
  if (!cursor) return true
  const moved = next.toBlock - cursor.toBlock
  return complete ? moved >= unsettledBlocks : moved > 0n
}
