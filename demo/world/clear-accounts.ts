import { getCode } from 'viem/actions'
import type { AnvilClient } from '@/demo/chain/anvil-client'
import { demoAddresses } from '@/demo/chain/demo-accounts'

/**
 * Takes code off Anvil's accounts. On public chains everybody knows their keys, and somebody has
 * delegated them (EIP-7702) to contracts that sweep what they receive.
 */
export async function clearAccounts(client: AnvilClient): Promise<void> {
  await Promise.all(
    demoAddresses(0, 20).map(async (address) => {
      if (await getCode(client, { address })) await client.setCode({ address, bytecode: '0x' })
    }),
  )
}
