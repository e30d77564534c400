import { getBlock } from 'viem/actions'
import type { AnvilClient } from './anvil-client'

/**
 * Sets the clock of an Anvil that has loaded a chain from a file: it would go on with the wall clock,
 * and so back in time where the chain is ahead of it.
 */
export async function keepClock(client: AnvilClient): Promise<void> {
  const { timestamp } = await getBlock(client)
  const ahead = Number(timestamp) - Math.floor(Date.now() / 1_000)
  if (ahead > 0) await client.increaseTime({ seconds: ahead })
}
