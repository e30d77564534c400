import type { AnvilClient } from './anvil-client'

/** In milliseconds: often enough for countdowns, seldom enough for the states Anvil keeps per block. */
const interval = 30_000

/** Mines a block now and every so often, as every real chain does: the clock of a chain is its latest block. */
export function startHeartbeat(client: AnvilClient): () => void {
  // A missed beat is made up by the next one.
  const beat = () => void client.mine({ blocks: 1 }).catch(() => undefined)
  beat()
  const timer = setInterval(beat, interval)
  return () => clearInterval(timer)
}
