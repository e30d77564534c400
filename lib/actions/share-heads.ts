import { type Heads, type HeadsContext, readHeads } from '@/lib/actions/read-heads'

/** Milliseconds for which an answer serves whoever asks after it: pages ask every four seconds. */
const freshFor = 1_000

type Shared = { readonly heads: Promise<Heads>; until: number }

const shared = new WeakMap<HeadsContext['store'], Shared>()

/**
 * `readHeads` for everybody who has a page open: a thousand of them ask nodes and database as often as one. Of a chain that is
 * silent, one question at a time waits.
 */
export function shareHeads(context: HeadsContext): Promise<Heads> {
  const { store } = context
  const last = shared.get(store)
  const began = performance.now()
  if (last && began < last.until) return last.heads
  const mine: Shared = { heads: readHeads(context), until: Number.POSITIVE_INFINITY }
  shared.set(store, mine)
  mine.heads.then(
    () => {
      mine.until = began + freshFor
    },
    () => {
      mine.until = 0
    },
  )
  return mine.heads
}
