import { type Client, getAddress, slice, toEventHash } from 'viem'
import { fetchAllLogs } from '@/lib/adapters/rpc/fetch-all-logs'
import type { PlacedLog } from '@/lib/adapters/rpc/fetch-logs'
import { readBlock } from '@/lib/adapters/rpc/read-block'
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
  const logs = await fetchAllLogs(client, { at, fromBlock, toBlock })
  const upgrades = await Promise.all(
    logs.flatMap((log) => readUpgraded(client, at.chainId, log) ?? []),
  )
  return { of: at.address, fromBlock, toBlock, upgrades }
}

function readUpgraded(
  client: Client,
  chainId: number,
  { topics, data, position }: PlacedLog,
): Promise<PastUpgrade> | undefined {
  const [topic, indexed] = topics
  if (topic !== upgraded) return undefined
  // Before EIP-1967 the address was not indexed everywhere: then it is in the data.
  const word = indexed ?? data
  if (!/^0x0{24}[0-9a-f]{40}$/i.test(word)) return undefined
  const { blockNumber } = position
  const time = position.blockTimestamp
    ? Promise.resolve(position.blockTimestamp)
    : readBlock(client, { chainId, blockNumber }).then(({ timestamp }) => timestamp)
  return time.then((blockTimestamp) => ({
    implementation: getAddress(slice(word, 12)),
    at: { ...position, blockTimestamp },
    transaction: position.transactionHash,
  }))
}

const upgraded = toEventHash('Upgraded(address)')
