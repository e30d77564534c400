import { type Address, type Hash, isAddressEqual } from 'viem'
import type { Call } from '@/lib/core/chain/call'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Known } from '@/lib/core/chain/snapshot'
import { describeCalls } from '@/lib/core/patch/describe-calls'
import type { Patch } from '@/lib/core/patch/patch'
import { patchOperation } from '@/lib/core/patch/patch-operation'
import type { Intent, LiveOperation, PatchRecord } from '@/lib/core/patch/patch-record'
import { readBatch } from '@/lib/core/patch/read-batch'
import { readIntents } from '@/lib/core/patch/read-intents'
import type { Stage } from '@/lib/core/patch/stage'
import { stageOf } from '@/lib/core/patch/stage-of'
import { readApproval } from '@/lib/core/safe/nested-approval'
import type { ProposedTransaction, TransactionOutcome } from '@/lib/core/safe/proposed-transaction'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import { decodeTimelockCall } from '@/lib/core/timelock/decode-timelock-call'

export type AssembleRecordsParameters = {
  /** The configured protocol's name. */
  readonly protocol: string
  readonly timelock: ChainAddress
  /**
   * The timelocks that are looked after, with the Safes whose transactions their records show: what concerns only
   * another timelock is left to that one's records, if it stands in them.
   */
  readonly timelocks: readonly (ChainAddress & { readonly safes: readonly Address[] })[]
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
  const { operations, patches, transactions } = parameters
  const gathered = new Map<Hash, Gathering>()
  const gathering = (id: Hash): Gathering => {
    const found = gathered.get(id) ?? { schedules: [], executions: [], cancellations: [] }
    gathered.set(id, found)
    return found
  }
  for (const live of operations) gathering(live.operation.id).live = live
  for (const patch of patches) gathering(patchOperation(patch).id).patch = patch

  const read = transactions
    .map((transaction) => ({ transaction, intents: intentsHere(transaction, parameters) }))
    .filter(({ intents }) => intents.length > 0)
  for (const { transaction, intents } of read) {
    for (const intent of intents) file(intent, transaction, gathering)
  }
  return [
    ...[...gathered]
      .filter(([, found]) => isKnown(found))
      .map(([id, found]) => recordOfOperation(id, found, parameters)),
    ...read
      .filter((each) => standsAlone(each, gathered))
      .map((each) => recordOfTransaction(each, gathered, parameters)),
  ]
}

type ReadTransaction = {
  readonly transaction: ProposedTransaction
  /** At least one. */
  readonly intents: readonly Intent[]
}

/**
 * What a transaction would do as far as this timelock's records have to tell it: nothing where it concerns only others
 * that tell it. What is about no timelock at all is shown with every protocol of its Safe.
 */
function intentsHere(
  { transaction }: ProposedTransaction,
  { timelock, timelocks }: Pick<AssembleRecordsParameters, 'timelock' | 'timelocks'>,
): Intent[] {
  const tellers = timelocks.filter(({ safes }) =>
    safes.some((safe) => isAddressEqual(safe, transaction.safe.address)),
  )
  const intents = readIntents({ transaction, timelocks: [timelock, ...tellers] })
  const isHere = (intent: Intent) =>
    'timelock' in intent && isAddressEqual(intent.timelock.address, timelock.address)
  const here = intents.filter(isHere)
  if (!intents.some((intent) => 'timelock' in intent && !isHere(intent))) return intents
  return here.length > 0 ? [...here, { kind: 'other' }] : []
}

function file(
  intent: Intent,
  transaction: ProposedTransaction,
  gathering: (id: Hash) => Gathering,
): void {
  const add = (list: ProposedTransaction[]) => {
    // A batch may say the same thing twice.
    if (!list.includes(transaction)) list.push(transaction)
  }
  switch (intent.kind) {
    case 'schedule':
      add(gathering(intent.operationId).schedules)
      return
    case 'execute':
      add(gathering(intent.operationId).executions)
      return
    case 'cancel':
      add(gathering(intent.operationId).cancellations)
      return
    case 'rejection':
    case 'other':
      return
  }
}

/** An id that only something to execute or cancel names is no operation that anything could be said of. */
function isKnown({ live, patch, schedules }: Gathering): boolean {
  return live !== undefined || patch !== undefined || schedules.length > 0
}

/** Scheduling is what an operation's own record shows; whatever else is signed for stands by itself. */
function standsAlone(
  { transaction, intents }: ReadTransaction,
  gathered: ReadonlyMap<Hash, Gathering>,
): boolean {
  if (intents.some(({ kind }) => kind === 'schedule')) return false
  if (transaction.outcome.status === 'pending') return true
  // Once it is over, what it did to the operation is told by the operation, if that is known.
  return !intents.some((intent) => {
    const found = 'operationId' in intent ? gathered.get(intent.operationId) : undefined
    return found !== undefined && isKnown(found)
  })
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
    title: patch?.title ?? describeCalls(callsOf(id, found), labels),
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
  { transaction, intents }: ReadTransaction,
  gathered: ReadonlyMap<Hash, Gathering>,
  parameters: AssembleRecordsParameters,
): PatchRecord {
  const { protocol, timelock, labels } = parameters
  const subjectOf = (id: Hash): string => {
    const found = gathered.get(id)
    return found?.patch?.title ?? describeCalls(found ? callsOf(id, found) : [], labels)
  }
  const [intent = { kind: 'other' }, more] = intents
  const title =
    'operationId' in intent
      ? `${verbs[intent.kind]}: ${subjectOf(intent.operationId)}`
      : intent.kind === 'rejection'
        ? `Reject nonce ${transaction.transaction.nonce}`
        : (titleOfApproval(transaction, parameters, subjectOf) ??
          titleOfOther(transaction.transaction, labels))
  return {
    key: transaction.safeTxHash,
    title: more ? `${title}, and more` : title,
    protocol,
    chainId: timelock.chainId,
    stage: stageOfOutcome(transaction.outcome),
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

const verbs = { schedule: 'Schedule', cancel: 'Cancel', execute: 'Execute' } as const

function stageOfOutcome(outcome: TransactionOutcome): Stage {
  switch (outcome.status) {
    case 'pending':
      return 'proposed'
    case 'executed':
      // The nonce is used up and nothing has happened.
      return outcome.success ? 'executed' : 'superseded'
    case 'replaced':
      return 'superseded'
  }
}

/** A Safe that owns another one approves there: what it approves is what it is about. */
function titleOfApproval(
  { transaction }: ProposedTransaction,
  parameters: AssembleRecordsParameters,
  subjectOf: (operationId: Hash) => string,
): string | undefined {
  const { transactions, timelock, labels } = parameters
  const approval = readApproval(transaction)
  if (!approval) return undefined
  const approved = transactions.find(
    (each) =>
      each.safeTxHash === approval.safeTxHash &&
      isAddressEqual(each.transaction.safe.address, approval.safe),
  )
  if (!approved) return 'Approve what nobody here knows'
  const [intent] = readIntents({ transaction: approved.transaction, timelocks: [timelock] })
  if (intent && 'operationId' in intent) return `Approve: ${subjectOf(intent.operationId)}`
  if (intent?.kind === 'rejection') return `Approve: reject nonce ${approved.transaction.nonce}`
  const rest = titleOfApproval(approved, parameters, subjectOf)
  return `Approve: ${rest ?? titleOfOther(approved.transaction, labels)}`
}

function titleOfOther(
  transaction: SafeTransaction,
  labels: AssembleRecordsParameters['labels'],
): string {
  const batch = readBatch(transaction)
  if (batch) return describeCalls(batch, labels)
  const title = describeCalls([transaction], labels)
  // Foreign code run as the Safe does not do what its calldata would do as a call.
  return transaction.operation === 'delegatecall' ? `Delegatecall: ${title}` : title
}

/** The calls of an operation, from the chain or from whatever would schedule or execute it. */
function callsOf(id: Hash, { live, schedules, executions }: Gathering): readonly Call[] {
  if (live) return live.operation.calls
  for (const { transaction } of [...schedules, ...executions]) {
    for (const { data } of readBatch(transaction) ?? [transaction]) {
      const call = decodeTimelockCall(data)
      if (call && call.kind !== 'cancel' && call.id === id) return call.content.calls
    }
  }
  return []
}
