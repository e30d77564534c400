import { getBlock } from 'viem/actions'
import type { AnvilClient } from '@/demo/chain/anvil-client'

/** Something that happens on the chain at a given time (seconds since the epoch). */
export type WorldEvent = { at: bigint; run: () => Promise<unknown> }

/**
 * Lets events happen in the order of their times, each in a block with that timestamp. An event with
 * several transactions takes as many blocks, a few seconds apart.
 */
export async function playEvents(client: AnvilClient, events: WorldEvent[]): Promise<void> {
  const ordered = events.toSorted((a, b) => Number(a.at - b.at))
  for (const { at, run } of ordered) {
    await moveTo(client, at)
    await run()
  }
}

/** Gives the next block this timestamp, or the next one possible where the chain is past it. */
export async function moveTo(client: AnvilClient, timestamp: bigint): Promise<void> {
  const latest = await getBlock(client)
  const next = timestamp > latest.timestamp ? timestamp : latest.timestamp + 1n
  await client.setNextBlockTimestamp({ timestamp: next })
}
