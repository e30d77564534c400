import type { Known } from '@/lib/core/chain/snapshot'
import type { OperationStanding } from '@/lib/core/timelock/kind/operation-standing'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import type { ChainStanding } from '@/lib/core/timelock/kind/timelock-adapter'

/** Events and contract disagree about an operation. The contract wins; that they disagree has to be looked at. */
export type Incident = {
  /** Stable, for machines. `contract`: the contract holds something that no event explains. */
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
  return {
    standing: said.standing,
    eta: said.eta ?? last?.eta,
    incidents: [...contradictions(told, last?.eta, said), ...unexplained(told, said)],
  }
}

function contradictions(
  told: OperationStanding,
  eta: bigint | undefined,
  said: ChainStanding,
): Incident[] {
  if (!agrees(told, said)) return [incidentOf(told, said.standing)]
  if (eta === undefined || said.eta === undefined || eta === said.eta) return []
  return [etaIncidentOf(told, eta, said)]
}

/** What the contract itself is found to hold, or to refuse. */
function unexplained(events: OperationStanding, said: ChainStanding): Incident[] {
  if (said.incident === undefined) return []
  const detail = 'What the events tell is not what the contract does. The contract counts.'
  return [{ id: 'contract', title: said.incident, detail, events, contract: said.standing }]
}

/** What the events alone tell; they know nothing of predecessors. */
function standingByEvents(
  { instances }: Pick<QueuedOperation, 'instances'>,
  now: bigint,
): OperationStanding {
  const last = instances.at(-1)
  if (last === undefined) return 'unset'
  if (last.executed) return 'executed'
  if (last.cancelled) return 'cancelled'
  if (now < last.eta) return 'waiting'
  return last.expires !== undefined && now > last.expires ? 'stale' : 'ready'
}

/** What a contract may say without contradicting the events. Of some kinds none tells how an operation ended: *passed*. */
const agreeing: Readonly<Record<OperationStanding, readonly OperationStanding[]>> = {
  waiting: ['waiting', 'blocked', 'passed'],
  ready: ['ready', 'blocked', 'passed'],
  blocked: ['blocked', 'passed'],
  stale: ['stale', 'passed'],
  executed: ['executed', 'passed'],
  cancelled: ['cancelled', 'unset', 'passed'],
  passed: ['passed'],
  unset: ['unset'],
  unknown: [],
}

function agrees(told: OperationStanding, { standing, expires }: ChainStanding): boolean {
  if (standing === 'unknown' || told === 'unknown' || agreeing[told].includes(standing)) return true
  // Where rules that can change decide when it expires, the events do not know it.
  const isOpen = told === 'ready' || told === 'stale'
  return isOpen && expires !== undefined && (standing === 'ready' || standing === 'stale')
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
  if (contract === 'executed') {
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

function etaIncidentOf(events: OperationStanding, told: bigint, said: ChainStanding): Incident {
  return {
    id: 'eta',
    title: `By its events it is ready from second ${told} on; the contract says ${said.eta}.`,
    detail:
      'A scheduling is missing among the events, or the contract moves times without an event. The time of the contract counts.',
    events,
    contract: said.standing,
  }
}
