import type { Client, Hash } from 'viem'
import { nameReplayedStorage } from '@/lib/actions/replay/name-storage'
import { serverWorkshop, type WorkshopContext } from '@/lib/actions/review/server-workshop'
import type { Store } from '@/lib/adapters/store/store'
import type { NamedStorage } from '@/lib/core/replay/named-storage'
import type { ReplayReport } from '@/lib/core/report/replay-report'

export type NamedStorageContext = WorkshopContext & {
  readonly clientFor: (chainId: number) => Client
}

/** Replays whose words are kept named; the oldest go first. */
const mostKept = 8
/** Sources may be handed in later: what could not be named is tried again after so many milliseconds. */
const retryAfter = 60_000
/** A page waits no longer, in milliseconds: compiling takes seconds. */
const patience = 1_500

type Kept = Map<Hash, Promise<NamedStorage | undefined>>
const kept = new WeakMap<Store, Kept>()

/**
 * What the words of storage of a replay mean. It is worked out once for each process and not kept with the document, whose bytes
 * do not depend on sources.
 *
 * @returns undefined while it is being worked out, and where that failed.
 */
export function readNamedStorage(
  context: NamedStorageContext,
  { report, hash }: { readonly report: ReplayReport; readonly hash: Hash },
): Promise<NamedStorage | undefined> {
  const { store, clientFor } = context
  const all: Kept = kept.get(store) ?? new Map()
  kept.set(store, all)
  const tools = () => ({
    client: clientFor(report.input.chainId),
    workshop: serverWorkshop(context),
  })
  const naming =
    all.get(hash) ??
    Promise.resolve()
      .then(() => nameReplayedStorage(tools(), report))
      .then((named) => {
        const isWhole = [...named.values()].every(({ problem }) => problem === undefined)
        if (!isWhole) setTimeout(() => all.delete(hash), retryAfter).unref()
        return named
      })
      .catch((): undefined => {
        // The next who looks tries again.
        all.delete(hash)
      })
  all.set(hash, naming)
  for (const oldest of [...all.keys()].slice(0, -mostKept)) all.delete(oldest)
  return Promise.race([naming, after(patience)])
}

function after(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(undefined), milliseconds).unref()
  })
}
