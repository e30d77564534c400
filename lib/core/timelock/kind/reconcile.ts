import type { Known } from '@/lib/core/chain/snapshot'
import type { OperationStanding } from '@/lib/core/timelock/kind/operation-standing'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import type { ChainStanding } from '@/lib/core/timelock/kind/timelock-adapter'

/** Events and contract disagree about an operation. The contract wins; that they disagree has to be looked at. */
export type Incident = {
  /** Stable, for machines. */
  readonly id: 'state' | 'eta' | 'contract'
  /** One sentence: what the events tell and what the contract says. */
  readonly title: string
  /** What can have happened, and what to do about it. */
  readonly detail: string
  readonly events: OperationStanding
  readonly contract: OperationStanding
}

export type Reconciled = {
  /** What counts: the contract's word; where it was not to be had, `unknown`. */
  readonly standing: OperationStanding
  /** Seconds since the epoch: the contract's, or else that of the events. */
  readonly eta: bigint | undefined
  readonly incidents: readonly Incident[]
}

/**
 * Holds what the events tell of an operation against what the contract says at one block. The contract wins.
 *
 * @param parameters.now Time of that block, seconds since the epoch.
 */
export function reconcile(parameters: {
  operation: QueuedOperation
  standing: Known<ChainStanding>
  now: bigint
}): Reconciled {
  const { operation, standing, now } = parameters
  const told = standingByEvents(operation, now)
  const last = operation.instances.at(-1)
  if (!standing.known) return { standing: 'unknown', eta: last?.eta, incidents: [] }
  const said = standing.value
  const stateIncident = agrees(told, said.standing) ? [] : [incidentOf(told, said.standing)]
  const isMoved = said.eta !== undefined && last && last.eta !== said.eta && !operation.silent
  const etaIncident =
    stateIncident.length === 0 && isMoved ? [etaIncidentOf(said.standing, last.eta, said.eta)] : []
  // What its kind finds odd says the same again where the state is odd already.
  const ownIncident =
    stateIncident.length === 0 && said.incident !== undefined
      ? [contractIncidentOf(said.standing, said.incident)]
      : []
  const contentIncident = operation.mismatch ? [contractIncidentOf(said.standing, forgedId)] : []
  return {
    standing: said.standing,
    eta: said.eta ?? last?.eta,
    incidents: [...stateIncident, ...etaIncident, ...ownIncident, ...contentIncident],
  }
}

/** What is wrong with an operation whose events tell other calls than its id commits to. */
export const forgedId =
  'Its id is not the hash of what its events tell: something else than these calls would be executed, or nothing.'

/** What the events alone tell; they know nothing of predecessors. */
export function standingByEvents(
  { instances, silent }: Pick<QueuedOperation, 'instances' | 'silent'>,
  now: bigint,
): OperationStanding {
  const last = instances.at(-1)
  if (last === undefined) return 'unset'
  if (silent) return 'unknown'
  if (last.executed) return 'executed'
  if (last.cancelled) return 'cancelled'
  if (now < last.eta) return 'waiting'
  return last.expires !== undefined && now > last.expires ? 'stale' : 'ready'
}

/** What a contract may say without contradicting the events. */
const agreeing: Readonly<Record<OperationStanding, readonly OperationStanding[]>> = {
  waiting: ['waiting'],
  ready: ['ready', 'blocked'],
  blocked: ['blocked'],
  stale: ['stale'],
  executed: ['executed', 'passed'],
  cancelled: ['cancelled', 'unset', 'passed'],
  passed: ['passed'],
  unset: ['unset'],
  unknown: [],
}

function agrees(told: OperationStanding, said: OperationStanding): boolean {
  return said === 'unknown' || told === 'unknown' || agreeing[told].includes(said)
}

const words: Readonly<Record<OperationStanding, string>> = {
  waiting: 'waits',
  ready: 'is ready',
  blocked: 'is blocked by its predecessor',
  stale: 'has expired',
  executed: 'was executed',
  cancelled: 'was cancelled',
  passed: 'is over',
  unset: 'is not scheduled',
  unknown: 'is unknown',
}

function incidentOf(events: OperationStanding, contract: OperationStanding): Incident {
  const title = `By its events it ${words[events]}; the contract says that it ${words[contract]}.`
  return { id: 'state', title, detail: explain(events, contract), events, contract }
}

const isOpen = (standing: OperationStanding) =>
  standing === 'waiting' || standing === 'ready' || standing === 'blocked' || standing === 'stale'

/** What can have happened. */
function explain(events: OperationStanding, contract: OperationStanding): string {
  if (contract === 'executed' || contract === 'passed') {
    return 'Its execution is not among the events: some were not delivered, or it made no call. Fetch the events again.'
  }
  if (isOpen(events) && !isOpen(contract)) {
    return 'Its cancellation is not among the events, or the contract forgets what it said: fetch the events again, and look whether the code was replaced.'
  }
  if (!isOpen(events) && isOpen(contract)) {
    return 'It was scheduled again and the events of that are missing, or the contract does not keep to its own events. Fetch the events again.'
  }
  return 'The contract does not keep to its own events, or the time of the block is not that of the node. Fetch the events again.'
}

function contractIncidentOf(standing: OperationStanding, title: string): Incident {
  return {
    id: 'contract',
    title,
    detail:
      'The contract holds or refuses something that its events do not explain. Look at it before anybody executes or relies on it.',
    events: standing,
    contract: standing,
  }
}

function etaIncidentOf(standing: OperationStanding, told: bigint, said: bigint): Incident {
  return {
    id: 'eta',
    title: `By its events it is ready from second ${told} on; the contract says ${said}.`,
    detail:
      'A scheduling is missing among the events, or the contract moves times without an event. The time of the contract counts.',
    events: standing,
    contract: standing,
  }
}
