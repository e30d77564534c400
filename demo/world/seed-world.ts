import { getBlock } from 'viem/actions'
import type { AnvilClient } from '@/demo/chain/anvil-client'
import { deploySafe } from '@/demo/chain/deploy-safe'
import { clearAccounts } from './clear-accounts'
import { deployHarbor } from './deploy-harbor'
import type { Harbor } from './harbor'
import { keeperEvents } from './keeper-events'
import { pastEvents, type UndocumentedOperation } from './past-events'
import { pendingEvents } from './pending-events'
import { moveTo, playEvents } from './play-events'
import { proposalEvents } from './proposal-events'
import type { SeededPatch } from './seeded-patch'
import { noStrangers, type Strangers, strangerEvents } from './stranger-events'
import { userEvents } from './user-events'

/** How long the world has existed at the end, in seconds. */
export const worldAge = 45n * 86_400n

const userTransactions = 300

export type World = {
  harbor: Harbor
  patches: SeededPatch[]
  undocumented: UndocumentedOperation[]
  /** Timelocks that are in no configuration. */
  strangers: Strangers
}

/**
 * Phase 1: puts the whole demo world on a chain, from the first deployment to the signatures that are
 * still missing. Takes `worldAge` of chain time from the latest block on: start a fresh Anvil that much
 * in the past for a world that ends now. Phase 2 is `proposeWorld`.
 */
export async function seedWorld(client: AnvilClient): Promise<World> {
  const genesis = await getBlock(client)
  const from = genesis.timestamp
  const to = from + worldAge
  await clearAccounts(client)
  await deploySafe(client)
  const harbor = await deployHarbor(client)
  const patches: SeededPatch[] = []
  const undocumented: UndocumentedOperation[] = []
  const strangers = noStrangers()
  const day = 86_400n
  await playEvents(client, [
    ...keeperEvents(client, { harbor, from: from + day, to: to - 600n }),
    ...userEvents(client, { harbor, from: from + day, to: to - 900n, count: userTransactions }),
    ...pastEvents(client, { harbor, from, to, patches, undocumented }),
    ...pendingEvents(client, { harbor, to, patches }),
    ...proposalEvents(client, { harbor, to, patches }),
    ...strangerEvents(client, { harbor, from, to, strangers }),
  ])
  await moveTo(client, to)
  await client.mine({ blocks: 1 })
  return { harbor, patches, undocumented, strangers }
}
