import { type Hash, keccak256, stringToBytes } from 'viem'
import { canonicalJson } from '@/lib/core/canonical/canonical-json'
import { eventSubject } from './event-subject'
import { type CauseKind, causeKinds, type EventCause, type QueueEvent } from './queue-event'

export type DeriveEventsParameters = {
  /** All that happened, or will, to the subjects that are looked at. */
  readonly causes: readonly EventCause[]
  /** What was told of the same subjects, all of it, in any order. */
  readonly told: readonly QueueEvent[]
  /** The block up to which the chain was read, with no gap: its number, and its time in seconds since the epoch. */
  readonly head: { readonly number: bigint; readonly timestamp: bigint }
}

/**
 * What is to be told next, in order: what happened, or whose time has come, and was not told; and, before that, what was told
 * and is not so any more. Asked again after its answer was kept it answers nothing, so a process that is killed between the
 * two loses nothing and doubles nothing.
 *
 * Time is the chain's. A node that is behind takes nothing back: what stands beyond `head` is left as it is.
 */
export function deriveEvents({ causes, told, head }: DeriveEventsParameters): QueueEvent[] {
  const expected = groupBy(causes, eventSubject)
  const before = groupBy(told, ({ subject }) => subject)
  const subjects = new Set([...before.keys(), ...expected.keys()])
  return [...subjects].flatMap((subject) =>
    nextOfSubject({
      subject,
      causes: expected.get(subject) ?? [],
      told: (before.get(subject) ?? []).toSorted((a, b) => a.sequence - b.sequence),
      head,
    }),
  )
}

function nextOfSubject({
  subject,
  causes,
  told,
  head,
}: DeriveEventsParameters & { subject: string }): QueueEvent[] {
  const standings = standingsOf(told)
  const expected = new Map(causes.map((cause) => [cause.cause, cause]))
  let sequence = told.at(-1)?.sequence ?? 0
  const events: QueueEvent[] = []
  const tell = (content: Omit<QueueEvent, 'id' | 'subject' | 'sequence'>, round: number) => {
    sequence += 1
    const { kind, cause } = content
    events.push({ ...content, id: hashEvent({ kind, cause, round }), subject, sequence })
  }
  for (const { event, round, isLive } of [...standings.values()].reverse()) {
    const cause = expected.get(event.cause)
    if (!isLive || isBeyond(event, { causes, head }) || holds(event, { cause, causes })) continue
    standings.set(event.cause, { event, round, isLive: false })
    const {
      id: _id,
      subject: _subject,
      sequence: _sequence,
      transactionHash: _,
      ...content
    } = event
    const retracts = { id: event.id, kind: event.kind as CauseKind }
    // With the times that hold now, where it has any.
    const detail = cause?.detail ?? event.detail
    tell({ ...content, detail, kind: 'retracted', at: head.timestamp, retracts }, round)
  }
  for (const cause of causes.toSorted(inOrder)) {
    const standing = standings.get(cause.cause)
    if (cause.at > head.timestamp || isKnown(cause, standings)) continue
    const round = standing ? standing.round + 1 : 0
    standings.set(cause.cause, { event: { ...cause } as QueueEvent, round, isLive: true })
    const { after: _, ...content } = cause
    tell(content, round)
  }
  return events
}

/** Whether what was told is so still. */
function holds(
  event: QueueEvent,
  { cause, causes }: { cause: EventCause | undefined; causes: readonly EventCause[] },
): boolean {
  return cause ? !isMoved(event, cause) : wasBlocked(event, causes)
}

/** Whether there is nothing new in it. */
function isKnown(cause: EventCause, standings: ReadonlyMap<Hash, Standing>): boolean {
  if (cause.holdsIf || standings.get(cause.cause)?.isLive) return true
  return cause.kind === 'blocked' && isBlockedStill(cause, standings)
}

/**
 * Whether a contract was heard to refuse what was due: that it does not any more is told by what comes next, and takes nothing
 * back. By a predecessor it is as the events tell.
 */
function wasBlocked(
  { kind, instance, blockNumber, detail }: QueueEvent,
  causes: readonly EventCause[],
): boolean {
  if (kind !== 'blocked' || detail.of !== 'operation' || detail.reason === 'predecessor') {
    return false
  }
  const own = causes.filter((cause) => cause.instance === instance)
  const isThere = own.some(
    (cause) =>
      cause.kind === 'scheduled' &&
      cause.blockNumber === blockNumber &&
      cause.detail.of === 'operation' &&
      cause.detail.eta === detail.eta,
  )
  return isThere || own.some((cause) => cause.kind === 'passed')
}

/** Whether it was told to be blocked, and not to be ready since then. */
function isBlockedStill({ instance }: EventCause, standings: ReadonlyMap<Hash, Standing>): boolean {
  const own = [...standings.values()].filter(({ event }) => event.instance === instance)
  const lastOf = (kind: CauseKind, among: readonly Standing[]) =>
    Math.max(0, ...among.flatMap(({ event }) => (event.kind === kind ? [event.sequence] : [])))
  const live = own.filter(({ isLive }) => isLive)
  return lastOf('blocked', live) > lastOf('ready', own)
}

/** Whether what made it so stands in a block that is not known now. */
function isBeyond(
  { kind, at, blockNumber, instance, detail }: QueueEvent,
  { causes, head }: Pick<DeriveEventsParameters, 'causes' | 'head'>,
): boolean {
  if (blockNumber > head.number) return true
  // Ready with the execution of its predecessor: that is beyond, while its own scheduling is there.
  const isLater = kind === 'ready' && detail.of === 'operation' && at > detail.eta
  return (
    isLater &&
    at > head.timestamp &&
    causes.some(
      (cause) =>
        cause.kind === 'scheduled' &&
        cause.instance === instance &&
        cause.blockNumber === blockNumber,
    )
  )
}

type Standing = {
  readonly event: QueueEvent
  /** How many times it was taken back and told again. */
  readonly round: number
  readonly isLive: boolean
}

/** What became of each cause that was told, in the order in which they were told last. */
function standingsOf(told: readonly QueueEvent[]): Map<Hash, Standing> {
  const standings = new Map<Hash, Standing>()
  for (const event of told) {
    const standing = standings.get(event.cause)
    if (event.kind === 'retracted') {
      if (standing) standings.set(event.cause, { ...standing, isLive: false })
      continue
    }
    standings.delete(event.cause)
    standings.set(event.cause, { event, round: standing ? standing.round + 1 : 0, isLive: true })
  }
  return standings
}

/** Whether a moment that was told is at another time now. What happened stays where it was. */
function isMoved({ kind, at, detail: told }: QueueEvent, cause: EventCause): boolean {
  const { detail, holdsIf } = cause
  if (holdsIf === 'told' || told.of !== 'operation' || detail.of !== 'operation') return false
  if (kind === 'stale') return told.expires !== detail.expires
  if (kind === 'blocked') return told.eta !== detail.eta
  if (kind !== 'about-to-be-ready' && kind !== 'ready') return false
  // Later than its own time: with the execution of its predecessor, which may be in another block by now.
  const isLater = kind === 'ready' && cause.at > detail.eta
  return told.eta !== detail.eta || (isLater && at !== cause.at)
}

function hashEvent(content: { kind: string; cause: Hash; round: number }): Hash {
  return keccak256(stringToBytes(canonicalJson(content)))
}

function inOrder(a: EventCause, b: EventCause): number {
  return (
    Number(a.at - b.at) ||
    Number((a.instance ?? 0) - (b.instance ?? 0)) ||
    causeKinds.indexOf(a.kind) - causeKinds.indexOf(b.kind)
  )
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}
