import { type Client, type Hash, TimeoutError } from 'viem'
import { checkLostEvents } from '@/lib/actions/timelock/check-lost-events'
import type { IndexContext } from '@/lib/actions/timelock/index-context'
import { stepsOfBlock, stepsOfTracedBlock } from '@/lib/actions/timelock/read-timelock-steps'
import { askAbout } from '@/lib/actions/timelock/reconcile-operations'
import type { ChainNode } from '@/lib/adapters/rpc/chain-nodes'
import { NodeContradictsItselfError } from '@/lib/adapters/rpc/node-errors'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import { readNodeBlocks } from '@/lib/adapters/rpc/read-node-blocks'
import { readStorageRoot } from '@/lib/adapters/rpc/read-storage-root'
import { RpcUnreachableError } from '@/lib/adapters/rpc/rpc-unreachable-error'
import {
  listEventBlocks,
  readCallRanges,
  readStoredOperations,
  saveFound,
} from '@/lib/adapters/store/found-operations'
import type { OperationToSave } from '@/lib/adapters/store/operation-row'
import { readTimelock } from '@/lib/adapters/store/read-timelock'
import { readTimelockLogs } from '@/lib/adapters/store/read-timelock-logs'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Block } from '@/lib/core/chain/snapshot'
import { foldInvisible } from '@/lib/core/timelock/kind/fold-invisible'
import { timelockAdapters } from '@/lib/core/timelock/kind/timelock-adapters'
import type { CallSubject, TimelockStep } from '@/lib/core/timelock/kind/timelock-step'

export type SearchCallsParameters = {
  readonly timelock: ChainAddress
  /** How many blocks are read one by one at most. */
  readonly mostBlocks: number
  readonly signal?: AbortSignal | undefined
}

/** How many storage roots are asked for at most in a turn. */
const mostRoots = 400

/** Where the node does not tell what was stored in the past, no block further back than this is read. */
const newest = 100n

/**
 * Goes on with the search for operations of which no event tells, batches without calls, over the final blocks: oldest first
 * and each once. Where no event is and the hash of all that the timelock stores is the same before and after, nothing was
 * scheduled; only blocks with events, or in which that hash changes, are read, by their traces or else by the inputs of
 * their transactions. What the contract does not know and no event has
 * cancelled is not kept.
 *
 * @returns How many operations were found or have changed.
 * @throws LostEventsError where a call should have left an event that is not stored; NodeSilentError, NodeRefusedError,
 *   NodeContradictsItselfError, RpcUnreachableError
 */
export async function searchCalls(
  context: IndexContext,
  { timelock, mostBlocks, signal }: SearchCallsParameters,
): Promise<number> {
  const { store } = context
  const followed = await readTimelock(store, timelock)
  if (!followed?.indexed || followed.finalizedBlock === undefined) return 0
  const { detection, indexed, finalizedBlock, scanFrom } = followed
  const adapter = timelockAdapters[detection.kind]
  if (!adapter.readCall) return 0
  const isFinal = indexed.number <= finalizedBlock
  const upTo = isFinal ? indexed.number : finalizedBlock
  const { full, inputs } = await readCallRanges(store, timelock)
  const searched = [...full, ...inputs].map(({ toBlock }) => toBlock)
  const next = searched.reduce((most, each) => (each >= most ? each + 1n : most), scanFrom)
  if (next > upTo) return 0
  const client = context.clientFor(timelock.chainId)
  const nodes = context.nodesFor(timelock.chainId)
  const [node] = nodes.nodes
  if (!node) return 0
  await expectIndexed(client, { timelock, indexed, node })
  const roots = new StorageRoots(client, timelock)
  const fromBlock = await startOf({ roots, next, upTo })
  const limit = mostBlocks + 1
  const events = await listEventBlocks(store, { timelock, fromBlock, toBlock: upTo, limit })
  const subject = { timelock, kind: adapter.kind, readCall: adapter.readCall }
  const search = new Search(client, subject, roots)
  // Events beyond those that were listed are for the next turn.
  const toBlock = events.length === limit ? (events.at(-1) ?? upTo) : upTo
  const done = await search.run({ fromBlock, toBlock, events, mostBlocks, signal })
  if (done < fromBlock) return 0
  const [end, newestRead] = await readNodeBlocks(node, [done, indexed.number])
  if (!end || newestRead?.hash !== indexed.hash) return 0
  await expectIndexed(client, { timelock, indexed, node })
  const ids = [...new Set(search.steps.map(({ call }) => call.id))]
  const stored = await readStoredOperations(store, { timelock, ids })
  const byEvents = new Set(stored.flatMap(({ id, origin }) => (origin ? [] : [id])))
  await checkLostEvents(
    { store, nodes, client, now: context.now() },
    { subject: { timelock, adapter, detection }, followed: { indexed, scanFrom }, search, stored },
  )
  const found = foldInvisible({
    subject,
    steps: search.steps.filter(({ call }) => !byEvents.has(call.id)),
    known: stored.filter(({ origin }) => origin === 'calls'),
  })
  const unasked = found.map((operation) => ({ operation, predecessorDone: undefined, isNew: true }))
  const asked = await askAbout(
    { nodes, client },
    { unasked, adapter, detection, block: indexed, scanFrom },
  )
  const spoken = await readTimelockLogs(store, { timelock, of: found.map(({ id }) => id) })
  const named = new Set(spoken.map(({ operationId }) => operationId))
  const operations = asked.filter((each) => named.has(each.operation.id) || isBelieved(each))
  const isKept = await saveFound(store, {
    timelock,
    indexed,
    operations,
    fromBlock,
    end,
    by: search.by,
    hosts: [node.host],
    finalizedBlock,
    now: context.now(),
  })
  return isKept ? operations.length : 0
}

/**
 * Asked before and after calls are read: the same hash means that they are those of the chain whose events are stored. Of another one,
 * blocks would pass for searched that never were.
 *
 * @throws NodeContradictsItselfError, RpcUnreachableError
 */
async function expectIndexed(
  client: Client,
  { timelock, indexed, node }: { timelock: ChainAddress; indexed: Block; node: ChainNode },
): Promise<void> {
  const { chainId } = timelock
  const { hash } = await readBlock(client, { chainId, blockNumber: indexed.number })
  if (hash.toLowerCase() === indexed.hash) return
  const what = `block ${indexed.number} has not the hash ${indexed.hash} any more`
  throw new NodeContradictsItselfError({ host: node.host, what })
}

/** That a call was made is the word of one node; that the operation is there, the contract's. */
function isBelieved({ told }: OperationToSave): boolean {
  return !told?.known || !['unset', 'cancelled'].includes(told.value.standing)
}

/** A node that does not know the past is asked for what is new only; the rest stays unsearched, and is told so. */
async function startOf({
  roots,
  next,
  upTo,
}: {
  roots: StorageRoots
  next: bigint
  upTo: bigint
}): Promise<bigint> {
  if (upTo - next < newest || (await roots.at(next))) return next
  return upTo - newest + 1n
}

/** What one timelock stores at which block, each asked for once. */
class StorageRoots {
  readonly #client: Client
  readonly #timelock: ChainAddress
  readonly #known = new Map<bigint, Promise<Hash | undefined>>()

  constructor(client: Client, timelock: ChainAddress) {
    this.#client = client
    this.#timelock = timelock
  }

  get asked(): number {
    return this.#known.size
  }

  at(blockNumber: bigint): Promise<Hash | undefined> {
    const { address } = this.#timelock
    const root =
      this.#known.get(blockNumber) ?? readStorageRoot(this.#client, { address, blockNumber })
    this.#known.set(blockNumber, root)
    return root
  }

  /** Whether nothing was written from one block to another; false also where it cannot be told. */
  async areSame(from: bigint, to: bigint): Promise<boolean> {
    if (from < 0n) return false
    const [before, after] = await Promise.all([this.at(from), this.at(to)])
    return before !== undefined && before === after
  }
}

type Part = { readonly from: bigint; readonly to: bigint; readonly hasEvent: boolean }

/** One walk over a range of blocks. */
class Search {
  readonly steps: TimelockStep[] = []
  by: 'full' | 'inputs' = 'full'
  #read = 0
  readonly #client: Client
  readonly #subject: CallSubject
  readonly #roots: StorageRoots

  constructor(client: Client, subject: CallSubject, roots: StorageRoots) {
    this.#client = client
    this.#subject = subject
    this.#roots = roots
  }

  /** @returns The last block up to which it came; the one before `fromBlock` where that is none. */
  async run({
    fromBlock,
    toBlock,
    events,
    mostBlocks,
    signal,
  }: {
    fromBlock: bigint
    toBlock: bigint
    events: readonly bigint[]
    mostBlocks: number
    signal: AbortSignal | undefined
  }): Promise<bigint> {
    const waiting = partsOf(fromBlock, toBlock, events).reverse()
    let done = fromBlock - 1n
    for (let part = waiting.pop(); part && !signal?.aborted; part = waiting.pop()) {
      if (this.#roots.asked >= mostRoots) break
      const { from, to, hasEvent } = part
      if (!hasEvent && (await this.#roots.areSame(from - 1n, to))) {
        done = to
      } else if (from < to) {
        const middle = (from + to) / 2n
        waiting.push({ ...part, from: middle + 1n }, { ...part, to: middle })
      } else {
        if (this.#read >= mostBlocks) break
        this.steps.push(...(await this.#stepsIn(from)))
        done = from
      }
    }
    return done
  }

  async #stepsIn(block: bigint): Promise<TimelockStep[]> {
    this.#read += 1
    const { chainId } = this.#subject.timelock
    if (this.by === 'full') {
      try {
        return await stepsOfTracedBlock(this.#client, this.#subject, block)
      } catch (cause) {
        // A node that has no time for it now may have later.
        if (cause instanceof TimeoutError) {
          throw new RpcUnreachableError({ chainId, request: `traces of block ${block}`, cause })
        }
        this.by = 'inputs'
      }
    }
    try {
      return await stepsOfBlock(this.#client, this.#subject, block)
    } catch (cause) {
      throw new RpcUnreachableError({ chainId, request: `transactions of block ${block}`, cause })
    }
  }
}

/** The blocks with events one by one, and what is between them. */
function partsOf(fromBlock: bigint, toBlock: bigint, events: readonly bigint[]): Part[] {
  const parts: Part[] = []
  let from = fromBlock
  for (const block of events) {
    if (block > toBlock) break
    if (block > from) parts.push({ from, to: block - 1n, hasEvent: false })
    parts.push({ from: block, to: block, hasEvent: true })
    from = block + 1n
  }
  if (from <= toBlock) parts.push({ from, to: toBlock, hasEvent: false })
  return parts
}
