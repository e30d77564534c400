import { lookAtPatch } from '@/lib/actions/watch/look-at-patch'
import { type WatchContext, type WatchedPatch, watchKeyOf } from '@/lib/actions/watch/watch-context'
import { readWatch } from '@/lib/adapters/store/read-watch'
import type { Store } from '@/lib/adapters/store/store'
import type { DriftReading } from '@/lib/core/patch/drift-reading'
import { isWatched } from '@/lib/core/patch/is-watched'
import { parseLook } from '@/lib/core/report/look-document'

export type ReadDriftParameters = Pick<WatchedPatch, 'protocol' | 'record'> & {
  /** Undefined while the chain is silent: then only what was seen before is told. */
  readonly chain: WatchedPatch['chain'] | undefined
  /** A look that is older, in seconds of the chain, is made anew. */
  readonly maximumAge: bigint
}

const running = new WeakMap<Store, Map<string, Promise<unknown>>>()

/** What has changed under a patch since the first look at it. Begins a new look where the last is too old; never waits. */
export async function readDrift(
  context: WatchContext,
  { protocol, record, chain, maximumAge }: ReadDriftParameters,
): Promise<DriftReading> {
  const key = watchKeyOf({ protocol, record })
  const name = `${key.chainId}:${key.timelock}:${key.patch}`
  const watch = await readWatch(context.store, key)
  const begun = running.get(context.store) ?? new Map<string, Promise<unknown>>()
  running.set(context.store, begun)
  if (chain && isWatched(record) && !begun.has(name) && isOld(watch?.looked, chain, maximumAge)) {
    const look = lookAtPatch(context, { protocol, record, chain })
      .catch(report)
      .finally(() => begun.delete(name))
    begun.set(name, look)
  }
  const first = watch?.first === undefined ? undefined : parseLook(watch.first)
  return {
    isRunning: begun.has(name),
    first: first?.block,
    looked: watch?.looked,
    unseen: watch?.unseen ?? [],
    problem: watch?.problem && {
      reason: watch.problem.reason,
      since: BigInt(Math.floor(watch.problem.since.getTime() / 1_000)),
    },
    alarms: watch?.alarms ?? [],
  }
}

function isOld(
  looked: DriftReading['looked'],
  { facts }: WatchedPatch['chain'],
  maximumAge: bigint,
): boolean {
  if (!looked) return true
  const { number, timestamp } = facts.block
  return number !== looked.number && timestamp - looked.timestamp >= maximumAge
}

function report(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
}
