import { type Client, getAddress, slice, toEventHash } from 'viem'
import { type EventLog, fetchAllLogs } from '@/lib/adapters/rpc/fetch-all-logs'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { PastUpgrade, UpgradeHistory } from '@/lib/core/proxy/past-upgrade'

/**
 * Reads the `Upgraded` events of what holds a proxy's implementation: the proxy itself, or its beacon.
 *
 * @throws RpcUnreachableError, LogRangeTooLongError: a history with a hole in it is none.
 */
export async function readUpgradeHistory(
  client: Client,
  { at, fromBlock, toBlock }: { at: ChainAddress; fromBlock: bigint; toBlock: bigint },
): Promise<UpgradeHistory> {
  const logs = await fetchAllLogs(client, { at, topics: [upgraded], fromBlock, toBlock })
  const upgrades = logs.flatMap((log) => readUpgraded(log) ?? [])
  return { of: at.address, fromBlock, toBlock, upgrades }
}

function readUpgraded({ topics, data, position }: EventLog): PastUpgrade | undefined {
  const [, indexed] = topics
  // Before EIP-1967 the address was not indexed everywhere: then it is in the data.
  const word = indexed ?? data
  if (!/^0x0{24}[0-9a-f]{40}$/i.test(word)) return undefined
  return {
    implementation: getAddress(slice(word, 12)),
    at: position,
    transaction: position.transactionHash,
  }
}

const upgraded = toEventHash('Upgraded(address)')
