import { getBlock } from 'viem/actions'
import type { AnvilClient } from './anvil-client'

/**
 * Mines a block at the present: the wall clock's, or the chain's own where it is ahead of it, as after
 * time travel. An Anvil that has loaded a chain would go back in time there.
 */
export async function alignClock(client: AnvilClient): Promise<void> {
  const { timestamp } = await getBlock(client)
  const ahead = Number(timestamp) - Math.floor(Date.now() / 1_000)
  if (ahead > 0) await client.increaseTime({ seconds: ahead })
  else await client.setNextBlockTimestamp({ timestamp: timestamp + BigInt(Math.max(1, -ahead)) })
  await client.mine({ blocks: 1 })
}
