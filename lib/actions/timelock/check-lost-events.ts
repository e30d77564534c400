import type { Client } from 'viem'
import { findGround } from '@/lib/actions/timelock/find-ground'
import type { FoldSubject } from '@/lib/actions/timelock/fold-touched'
import { askAbout } from '@/lib/actions/timelock/reconcile-operations'
import { takeBackTo } from '@/lib/actions/timelock/take-back-to'
import type { ChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import { doubtSpans } from '@/lib/adapters/rpc/check-span'
import { fetchEventLogs } from '@/lib/adapters/rpc/fetch-event-logs'
import { hasBlocks, type NamedBlock } from '@/lib/adapters/rpc/has-blocks'
import type { NodeLog } from '@/lib/adapters/rpc/node-log'
import { deleteLogsFrom } from '@/lib/adapters/store/delete-logs-from'
import { readScanCursor } from '@/lib/adapters/store/read-scan-cursor'
import { readTimelockLogs } from '@/lib/adapters/store/read-timelock-logs'
import { saveTimelockProblem } from '@/lib/adapters/store/save-timelock-problem'
import type { Store } from '@/lib/adapters/store/store'
import type { Block } from '@/lib/core/chain/snapshot'
import { BaseError } from '@/lib/core/error/base-error'
import { foldInvisible } from '@/lib/core/timelock/kind/fold-invisible'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import type { TimelockStep } from '@/lib/core/timelock/kind/timelock-step'

/** Events that have to be there were not among those that nodes gave. */
export class LostEventsError extends BaseError {
  override readonly name = 'LostEventsError'
  constructor({ block, isThere }: { readonly block: bigint; readonly isThere: boolean }) {
    super('A node left out events without a word.', {
      facts: [['Block', String(block)]],
      hint: isThere
        ? 'The blocks from there on are read again.'
        : 'No node of rpcUrls has them, though the contract knows the operation. Add a node that keeps all events.',
      retry: true,
    })
  }
}

type Context = {
  readonly store: Store
  readonly nodes: ChainNodes
  readonly client: Client
  readonly now: Date
}

export type CheckLostEventsParameters = {
  readonly subject: FoldSubject
  readonly followed: { readonly indexed: Block; readonly scanFrom: bigint }
  /** Calls that the timelock took, and whether traces tell them: the inputs of transactions show also what had no effect. */
  readonly search: { readonly steps: readonly TimelockStep[]; readonly by: 'full' | 'inputs' }
  /** What is stored of the operations that the steps are about. */
  readonly stored: readonly QueuedOperation[]
}

/** Blocks that are asked about again at most. */
const mostBlocks = 8

/**
 * Holds calls that a timelock took against the events that are stored: what was scheduled with calls, cancelled or executed has left
 * some. Where they are missing, their block alone is asked for. If they are there, an answer about a longer range has left
 * them out, and it is not known what else: everything from that block on is taken back and read again.
 *
 * @throws LostEventsError, after noting it as the problem of the timelock; NodeSilentError, NodeRefusedError,
 *   NodeContradictsItselfError
 */
export async function checkLostEvents(
  context: Context,
  { subject, followed, search, stored }: CheckLostEventsParameters,
): Promise<void> {
  const byEvents = new Map(stored.flatMap((each) => (each.origin ? [] : [[each.id, each]])))
  const silent = search.steps.filter((step) => !hasEvent(step, byEvents.get(step.call.id)))
  const blocks = new Set(silent.map(({ position }) => position.blockNumber).toSorted(ascending))
  for (const block of [...blocks].slice(0, mostBlocks)) {
    const steps = silent.filter(({ position }) => position.blockNumber === block)
    const lost = await findLost(context, subject, steps)
    const error = lost && (await readAgain(context, { subject, followed, lost }))
    if (error) throw error
  }
  if (search.by !== 'full') return
  const unheard = silent.filter(({ call }) => !byEvents.has(call.id)).slice(0, mostBlocks)
  const known = await findKnown(context, { subject, followed, steps: unheard })
  if (!known) return
  const error = new LostEventsError({ block: known.position.blockNumber, isThere: false })
  await note(context, subject, error)
  throw error
}

/** Whether an event of the call is stored, or need not be there. */
function hasEvent(
  { call, position }: TimelockStep,
  operation: QueuedOperation | undefined,
): boolean {
  if (call.kind === 'schedule' && call.content.calls.length === 0) return true
  // Of what never was scheduled with an event, nothing is expected.
  if (call.kind !== 'schedule' && !operation) return true
  const places = (operation?.instances ?? []).map(({ scheduled, cancelled, executed }) => {
    return { schedule: scheduled, cancel: cancelled, execute: executed }[call.kind]
  })
  return places.some((place) => place?.blockNumber === position.blockNumber)
}

/** An event of one of these operations in their block that is not stored, if as many nodes as have to agree give it. */
async function findLost(
  { store, nodes: { nodes, quorum } }: Context,
  { timelock, adapter }: FoldSubject,
  steps: readonly TimelockStep[],
): Promise<NodeLog | undefined> {
  const ids = [...new Set(steps.map(({ call }) => call.id))]
  const [first] = steps
  if (!first) return undefined
  const { blockNumber, blockHash } = first.position
  const stored = await readTimelockLogs(store, { timelock, of: ids, until: blockNumber })
  const known = new Set(
    stored.flatMap(({ log: { position } }) =>
      position.blockNumber === blockNumber ? [position.logIndex] : [],
    ),
  )
  const isLost = (log: NodeLog) => {
    const id = adapter.operationIdOf(log)
    return id !== undefined && ids.includes(id) && !known.has(log.logIndex)
  }
  const [address, topics] = [timelock.address, adapter.topics]
  const query = { address, topics, fromBlock: blockNumber, toBlock: blockNumber }
  let given = 0
  for (const node of nodes) {
    const logs = await fetchEventLogs(node, query).catch(() => [])
    const lost = logs.find((log) => log.place.blockHash === blockHash && isLost(log))
    given += lost ? 1 : 0
    if (lost && given >= quorum) return lost
  }
  return undefined
}

/**
 * @returns Undefined where blocks were replaced since they were read: indexing takes those back, and what seemed to be lost came in
 *   their place.
 */
async function readAgain(
  context: Context,
  {
    subject,
    followed: { indexed, scanFrom },
    lost,
  }: Pick<CheckLostEventsParameters, 'subject' | 'followed'> & { readonly lost: NodeLog },
): Promise<LostEventsError | undefined> {
  const { store, nodes, now } = context
  const { blockNumber: block, blockHash: hash } = lost.place
  const ground = await findGround(nodes, { block: { number: block, hash }, indexed, scanFrom })
  if (ground.kind === 'replaced') return undefined
  const { before } = ground
  await takeBackTo(store, { subject, indexed, kept: before, now })
  await forgetLogs({ store, nodes }, subject, {
    block: { number: block, hash },
    before,
  })
  for (const each of nodes.nodes) doubtSpans(each, lost)
  const error = new LostEventsError({ block, isThere: true })
  await note(context, subject, error)
  return error
}

/**
 * What pages of a configured timelock are made from was read by the same nodes, at another time: where it is of other blocks, all of it
 * is read again.
 */
async function forgetLogs(
  { store, nodes }: Pick<Context, 'store' | 'nodes'>,
  { timelock }: FoldSubject,
  { block, before }: { block: NamedBlock; before: Block | undefined },
): Promise<void> {
  const cursor = await readScanCursor(store, { ...timelock, subject: 'logs' })
  if (!cursor || cursor.toBlock < block.number) return
  const own = { number: cursor.toBlock, hash: cursor.blockHash }
  const isKept =
    before !== undefined &&
    before.number >= cursor.fromBlock &&
    (await hasBlocks(nodes, [own, before]))
  await deleteLogsFrom(store, {
    ...timelock,
    fromBlock: isKept ? block.number : 0n,
    before: cursor,
    ...(isKept && { cursor: { ...cursor, toBlock: before.number, blockHash: before.hash } }),
  })
}

/** One that was scheduled, as the contract confirms, of which no node has an event. */
async function findKnown(
  { nodes, client }: Context,
  {
    subject: { timelock, adapter, detection },
    followed: { indexed, scanFrom },
    steps,
  }: Pick<CheckLostEventsParameters, 'subject' | 'followed'> & { steps: readonly TimelockStep[] },
): Promise<TimelockStep | undefined> {
  // The contract is asked by the id, whatever it calls.
  const bare = steps.map(({ call, position }) => ({
    call: call.kind === 'schedule' ? { ...call, content: { ...call.content, calls: [] } } : call,
    position,
  }))
  const { kind } = adapter
  const unasked = foldInvisible({ subject: { timelock, kind }, steps: bare }).map((operation) => ({
    operation,
    predecessorDone: undefined,
    isNew: true,
  }))
  if (unasked.length === 0) return undefined
  const asked = await askAbout(
    { nodes, client },
    {
      ...{ unasked, adapter, detection, scanFrom },
      block: indexed,
    },
  )
  const known = asked.find(
    ({ told }) => told?.known && !['unset', 'cancelled'].includes(told.value.standing),
  )
  return steps.find(({ call }) => call.id === known?.operation.id)
}

async function note(
  { store, now }: Context,
  { timelock }: FoldSubject,
  { message }: LostEventsError,
): Promise<void> {
  await saveTimelockProblem(store, { timelock, problem: message, now })
}

function ascending(one: bigint, other: bigint): number {
  return Number(one - other)
}
