import type { Address, Client } from 'viem'
import { readAccountCode } from '@/lib/adapters/rpc/read-account-code'
import { readKnown } from '@/lib/adapters/rpc/read-known'
import type { Known } from '@/lib/core/chain/snapshot'

/** Accounts that are asked about: whoever grants roles chooses how many there are. */
const mostAsked = 50

/** Which accounts are those of persons at a block: without code, or with code that they have lent themselves. Never throws. */
export async function findSingleKeys(
  client: Client,
  parameters: {
    readonly chainId: number
    readonly accounts: readonly Address[]
    readonly blockNumber: bigint
  },
): Promise<Known<readonly Address[]>> {
  const { chainId, accounts, blockNumber } = parameters
  const read = async () => {
    const asked = accounts.slice(0, mostAsked)
    const found = await Promise.all(
      asked.map((address) => readAccountCode(client, { chainId, address, blockNumber })),
    )
    return asked.filter((_, at) => found[at]?.account.kind !== 'contract')
  }
  return await readKnown('the code of accounts', read())
}
