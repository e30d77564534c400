import type { Address, Client } from 'viem'
import { readAccountCode } from './read-account-code'

/**
 * Whether an account had code in a block.
 *
 * @throws RpcUnreachableError
 */
export async function hasCode(
  client: Client,
  parameters: { chainId: number; address: Address; blockNumber: bigint },
): Promise<boolean> {
  const { account } = await readAccountCode(client, parameters)
  return account.kind !== 'none'
}
