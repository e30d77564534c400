import type { StoragePlace, Value } from './ast-scope'
import type { OutgoingCall } from './contract-model'
import { type Clauses, describeClause } from './guard-clauses'

/** What was met on the way through a function and all that it calls. */
export type FunctionTrace = {
  /** Guards in normal form, and whether they look at the caller. */
  readonly guards: Map<string, boolean>
  readonly writes: Set<string>
  readonly reads: Set<string>
  readonly outgoing: OutgoingCall[]
  /** Functions and modifiers that can end the call. */
  readonly checks: Set<string>
  /** What could not be followed, in words. */
  readonly unread: Set<string>
  /** What calls of the same function with the same arguments gave. */
  readonly visited: Map<string, Value>
  /** How many guards were met, counting those met before. */
  met: number
  steps: number
}

/** An empty trace. */
export function startTrace(): FunctionTrace {
  return {
    guards: new Map(),
    writes: new Set(),
    reads: new Set(),
    outgoing: [],
    checks: new Set(),
    unread: new Set(),
    visited: new Map(),
    met: 0,
    steps: 0,
  }
}

/** Adds guards that were met. */
export function addGuards(trace: FunctionTrace, clauses: Clauses): void {
  for (const clause of clauses) {
    const text = describeClause(clause)
    trace.guards.set(text, clause.some(({ caller }) => caller) || trace.guards.get(text) === true)
    trace.met += 1
  }
}

/** Notes that a place in storage is written. */
export function recordWrite(place: StoragePlace | undefined, trace: FunctionTrace): void {
  if (place) trace.writes.add(place.name)
}
