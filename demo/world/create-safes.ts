import { getChainId } from 'viem/actions'
import type { AnvilClient } from '@/demo/chain/anvil-client'
import { createSafe } from '@/demo/chain/create-safe'
import type { SafeVersion } from '@/demo/chain/safe-contracts'
import { cast, castAddress } from './cast'
import type { SafeAccount } from './safe-account'

/** Not 0: on a fork of a public chain somebody has created that Safe of Anvil's accounts long ago. */
const saltNonce = 0x73_75_74_75_72_65n

/** The council (Safe 1.4.1, 2 of 3), which proposes, and the guardian (1.5.0, 1 of 2), which can only cancel. */
export async function createSafes(
  client: AnvilClient,
): Promise<{ council: SafeAccount; guardian: SafeAccount }> {
  const chainId = await getChainId(client)
  const create = async (
    name: string,
    version: SafeVersion,
    threshold: number,
    owners: readonly number[],
  ): Promise<SafeAccount> => {
    const address = await createSafe(client, {
      owners: owners.map(castAddress),
      threshold,
      version,
      saltNonce,
    })
    return { name, chainId, address, version, threshold, owners: [...owners] }
  }
  return {
    council: await create('Harbor Security Council', '1.4.1', 2, cast.council),
    guardian: await create('Harbor Guardian', '1.5.0', 1, cast.guardian),
  }
}
