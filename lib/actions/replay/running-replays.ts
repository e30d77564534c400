import type { Hash } from 'viem'
import type { Store } from '@/lib/adapters/store/store'
import type { ReplayOutcome } from '@/lib/core/replay/replay-result'

/** A replay that this process is at. */
export type RunningReplay = {
  readonly controller: AbortController
  /** How many were asked for, up to which block. */
  last: number
  block: bigint
  /** Under which it is stored; undefined until it is. */
  run: Hash | undefined
  /** In the order of the chain; undefined until they are found. */
  hashes: readonly Hash[] | undefined
  readonly outcomes: Map<Hash, ReplayOutcome>
  /** Settles when it has ended in whichever way, and that is stored. */
  ended: Promise<void>
}

const works = new WeakMap<Store, Map<string, RunningReplay>>()

/** All that this process is at, by their names. */
export function runningReplays(store: Store): Map<string, RunningReplay> {
  const running = works.get(store) ?? new Map<string, RunningReplay>()
  works.set(store, running)
  return running
}
