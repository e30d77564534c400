import type { Hash } from 'viem'
import { saveReplayResults } from '@/lib/adapters/store/save-replay-results'
import type { Store } from '@/lib/adapters/store/store'
import { type SavedReplay, serializeReplayLine } from '@/lib/core/replay/parse-replay'
import type { ReplayResult } from '@/lib/core/replay/replay-result'

/** Keeps what a run finds while it runs. */
export type ResultKeeper = {
  readonly start: (cursor: SavedReplay['cursor']) => void
  readonly add: (results: readonly ReplayResult[]) => void
  /** What is not kept yet. */
  readonly flush: () => Promise<void>
}

/** Results that are kept together; fewer may be lost with the process, beside those under way. */
const atOnce = 64

/**
 * @param onEnd Told when nobody wants the run any more, and when nothing can be kept.
 */
export function keepResults(
  store: Pick<Store, 'database'>,
  {
    subject,
    run,
    onEnd,
  }: { subject: string; run: Hash; onEnd: (error: Error | undefined) => void },
): ResultKeeper {
  let waiting: { hash: Hash; json: string }[] = []
  let found: { cursor: string; total: number } | undefined
  let last = Promise.resolve()
  const save = () => {
    const parameters = { subject, run, found, results: waiting, now: new Date() }
    waiting = []
    found = undefined
    last = last
      .then(() => saveReplayResults(store, parameters))
      .then(
        (isWanted) => (isWanted ? undefined : onEnd(undefined)),
        (error: Error) => onEnd(error),
      )
  }
  return {
    start: (cursor) => {
      found = { cursor: serializeReplayLine(cursor), total: cursor.places.length }
      save()
    },
    add: (results) => {
      for (const result of results) {
        waiting.push({ hash: result.hash, json: serializeReplayLine(result) })
      }
      if (waiting.length >= atOnce) save()
    },
    flush: async () => {
      if (waiting.length > 0) save()
      await last
    },
  }
}
