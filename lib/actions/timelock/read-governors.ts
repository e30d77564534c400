import type { Address, Client } from 'viem'
import { isGovernorAt } from '@/lib/actions/timelock/is-governor-at'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { TimelockSetting } from '@/lib/core/timelock/kind/timelock-setting'

/** More proposers than this are not asked; a timelock has a handful. */
const mostProposers = 32

/**
 * The proposers of a TimelockController that are Governors and work through it, by what they answer themselves. One that
 * does not answer is none: what follows from it is proven on its own.
 */
export async function readGovernors(
  client: Client,
  {
    timelock,
    settings,
    blockNumber,
  }: { timelock: ChainAddress; settings: readonly TimelockSetting[]; blockNumber: bigint },
): Promise<Address[]> {
  const proposers = settings.flatMap((setting) =>
    setting.what === 'role' && setting.role === 'proposer' ? [setting.account] : [],
  )
  const asked = [...new Set(proposers)].slice(0, mostProposers).map(async (address) => {
    const subject = { address, timelock: timelock.address, blockNumber }
    return (await isGovernorAt(client, subject)) ? [address] : []
  })
  return (await Promise.all(asked)).flat()
}
