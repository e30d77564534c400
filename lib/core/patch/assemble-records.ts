import { type Address, type Hash, isAddressEqual } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Known } from '@/lib/core/chain/snapshot'
import { describeCalls } from '@/lib/core/patch/describe-calls'
import type { Patch } from '@/lib/core/patch/patch'
import { patchOperation } from '@/lib/core/patch/patch-operation'
import type { Intent, LiveOperation, PatchRecord } from '@/lib/core/patch/patch-record'
import { readIntents } from '@/lib/core/patch/read-intents'
import type { Stage } from '@/lib/core/patch/stage'
import { stageOf } from '@/lib/core/patch/stage-of'
import type { ProposedTransaction, TransactionOutcome } from '@/lib/core/safe/proposed-transaction'
import { decodeTimelockCall } from '@/lib/core/timelock/decode-timelock-call'

export type AssembleRecordsParameters = {
  /** The configured protocol's name. */
  readonly protocol: string
  readonly timelock: ChainAddress
  /** All timelocks that are looked after, this one included: what concerns another belongs to that one's records. */
  readonly timelocks: readonly ChainAddress[]
  readonly operations: readonly LiveOperation[]
  /** Dossiers made for this timelock. */
  readonly patches: readonly Patch[]
  /** Of the protocol's Safe and of its guardian. */
  readonly transactions: readonly ProposedTransaction[]
  /** What stands behind each proxy now, by address in lower case. */
  readonly implementations: ReadonlyMap<string, Known<Address>>
  /** Names of contracts, by address in lower case; used in titles of what has no dossier. */
  readonly labels: Readonly<Record<string, string>>
  /** Chain time of the facts, seconds. */
  readonly now: bigint
}

/** Everything about one operation id, gathered from three sources that know nothing of each other. */
type Gathering = {
  live?: LiveOperation
  patch?: Patch
  schedules: ProposedTransaction[]
  executions: ProposedTransaction[]
  cancellations: ProposedTransaction[]
}

/**
 * Joins operations, dossiers and Safe transactions into one record per patch. The operation id joins them: it is
 * recomputed from the bytes on every side, so nothing belongs to a record because somebody said so.
 *
 * A pending Safe transaction that would execute or cancel an operation is a record of its own besides, since it has
 * owners to wait for.
 */
export function assembleRecords(parameters: AssembleRecordsParameters): PatchRecord[] {
  const { timelock, timelocks, operations, patches, transactions } = parameters
  const gathered = new Map<Hash, Gathering>()
  const gathering = (id: Hash): Gathering => {
    const found = gathered.get(id) ?? { schedules: [], executions: [], cancellations: [] }
    gathered.set(id, found)
    return found
  }
  for (const live of operations) gathering(live.operation.id).live = live
  for (const patch of patches) gathering(patchOperation(patch).id).patch = patch

  const single: PatchRecord[] = []
  for (const transaction of transactions) {
    const intents = readIntents({ transaction: transaction.transaction, timelocks })
    const mine = intents.filter((intent) => concerns(intent, timelock))
    if (mine.length === 0) continue
    for (const intent of mine) file(intent, transaction, gathering)
    if (standsAlone(intents, transaction)) {
      single.push(recordOfTransaction(intents, transaction, parameters, gathered))
    }
  }
  return [
    ...[...gathered].map(([id, found]) => recordOfOperation(id, found, parameters)),
    ...single,
  ]
}

/** What is about no timelock at all is shown with every protocol of its Safe. */
function concerns(intent: Intent, timelock: ChainAddress): boolean {
  return !('timelock' in intent) || isAddressEqual(intent.timelock.address, timelock.address)
}

function file(
  intent: Intent,
  transaction: ProposedTransaction,
  gathering: (id: Hash) => Gathering,
): void {
  switch (intent.kind) {
    case 'schedule':
      gathering(intent.operationId).schedules.push(transaction)
      return
    case 'execute':
      gathering(intent.operationId).executions.push(transaction)
      return
    case 'cancel':
      gathering(intent.operationId).cancellations.push(transaction)
      return
    case 'rejection':
    case 'other':
      return
  }
}

/** Scheduling is what an operation's own record shows; whatever else is signed for stands by itself. */
function standsAlone(intents: readonly Intent[], { outcome }: ProposedTransaction): boolean {
  const schedules = intents.some(({ kind }) => kind === 'schedule')
  const concernsTimelock = intents.some(({ kind }) => kind === 'execute' || kind === 'cancel')
  // Once it is over, what it did to the operation is told by the operation.
  return !schedules && (!concernsTimelock || outcome.status === 'pending')
}

function recordOfOperation(
  id: Hash,
  found: Gathering,
  parameters: AssembleRecordsParameters,
): PatchRecord {
  const { live, patch, schedules, executions, cancellations } = found
  const { timelock, protocol, labels, now } = parameters
  return {
    key: patch?.digest ?? id,
    title: patch?.title ?? describeCalls(live?.operation.calls ?? callsOf(schedules, id), labels),
    protocol,
    chainId: timelock.chainId,
    stage: stageOf({ live, schedules, upgrades: upgradesOf(patch, parameters) }, now),
    patch,
    operationId: id,
    timelock,
    live,
    schedules,
    executions,
    cancellations,
    others: [],
  }
}

function recordOfTransaction(
  intents: readonly Intent[],
  transaction: ProposedTransaction,
  parameters: AssembleRecordsParameters,
  gathered: ReadonlyMap<Hash, Gathering>,
): PatchRecord {
  const { timelock, protocol, labels } = parameters
  const [intent] = intents
  const subject = (id: Hash) => {
    const found = gathered.get(id)
    return found?.patch?.title ?? describeCalls(found?.live?.operation.calls ?? [], labels)
  }
  const titles: Readonly<Record<Intent['kind'], () => string>> = {
    schedule: () => 'Schedule',
    cancel: () => `Cancel: ${intent && 'operationId' in intent ? subject(intent.operationId) : ''}`,
    execute: () =>
      `Execute: ${intent && 'operationId' in intent ? subject(intent.operationId) : ''}`,
    rejection: () => `Reject nonce ${transaction.transaction.nonce}`,
    other: () => describeCalls([transaction.transaction], labels),
  }
  return {
    key: transaction.safeTxHash,
    title: titles[intent?.kind ?? 'other'](),
    protocol,
    chainId: timelock.chainId,
    stage: stageOfOutcome[transaction.outcome.status],
    patch: undefined,
    operationId: undefined,
    timelock: undefined,
    live: undefined,
    schedules: [],
    executions: [],
    cancellations: [],
    others: [transaction],
  }
}

function upgradesOf(patch: Patch | undefined, { implementations }: AssembleRecordsParameters) {
  return (patch?.upgrades ?? []).map(({ proxy, from, to }) => ({
    from: from.address,
    to: to.address,
    current: implementations.get(proxy.address.toLowerCase()) ?? {
      known: false as const,
      reason: 'the implementation was not read',
    },
  }))
}

const stageOfOutcome: Readonly<Record<TransactionOutcome['status'], Stage>> = {
  pending: 'proposed',
  executed: 'executed',
  replaced: 'superseded',
}

function callsOf(schedules: readonly ProposedTransaction[], id: Hash) {
  for (const { transaction } of schedules) {
    const call = decodeTimelockCall(transaction.data)
    if (call?.kind === 'schedule' && call.id === id) return call.content.calls
  }
  return []
}
