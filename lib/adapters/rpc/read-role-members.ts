import {
  type Address,
  type Client,
  getAddress,
  type Hash,
  parseAbi,
  slice,
  toEventSelector,
} from 'viem'
import { readContract } from 'viem/actions'
import { fetchAllLogs } from '@/lib/adapters/rpc/fetch-all-logs'
import type { ChainAddress } from '@/lib/core/chain/chain-address'

const accessControlAbi = /* @__PURE__ */ parseAbi([
  'function hasRole(bytes32 role, address account) view returns (bool)',
])

const granted = /* @__PURE__ */ toEventSelector('RoleGranted(bytes32,address,address)')

/**
 * Reads who holds a role of an AccessControl: everyone to whom an event gave it, as far as `hasRole` confirms it at the
 * last block. Members that were written without an event are not found.
 *
 * @throws RpcUnreachableError, LogRangeTooLongError, and what the contract answers where it knows no `hasRole`.
 */
export async function readRoleMembers(
  client: Client,
  {
    at,
    role,
    fromBlock,
    blockNumber,
  }: { at: ChainAddress; role: Hash; fromBlock: bigint; blockNumber: bigint },
): Promise<Address[]> {
  const range = { fromBlock, toBlock: blockNumber }
  const logs = await fetchAllLogs(client, { at, topics: [granted], ...range })
  const named = logs.flatMap(({ topics: [, id, account] }) =>
    id === role && account ? [getAddress(slice(account, 12))] : [],
  )
  const contract = { address: at.address, abi: accessControlAbi, blockNumber } as const
  const asked = [...new Set(named)].map(async (account) => {
    const args = [role, account] as const
    const holds = await readContract(client, { ...contract, functionName: 'hasRole', args })
    return holds ? [account] : []
  })
  return (await Promise.all(asked)).flat()
}
