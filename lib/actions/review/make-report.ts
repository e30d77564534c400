import type { Client } from 'viem'
import { readProtocolAt } from '@/lib/actions/read-protocol-at'
import type { Workshop } from '@/lib/actions/review/review-code'
import { reviewPatch } from '@/lib/actions/review/review-patch'
import { fetchAllLogs } from '@/lib/adapters/rpc/fetch-all-logs'
import type { StoredLog } from '@/lib/adapters/store/stored-log'
import type { Report } from '@/lib/core/report/report'
import type { ReviewInput } from '@/lib/core/report/review-input'

/**
 * Makes a report from a node alone: no server, no database. The same input gives the same bytes wherever it runs.
 *
 * @throws RpcUnreachableError, LogRangeTooLongError where the timelock's events cannot be had.
 */
export async function makeReport(
  { client, workshop }: { client: Client; workshop: Workshop },
  input: ReviewInput,
): Promise<Report> {
  const { chainId, protocol, block } = input
  const logs = await readTimelockLogs(client, input)
  const chain = await readProtocolAt(client, { chainId, protocol, block, logs })
  return await reviewPatch({ client, workshop }, { input, chain })
}

/** Every event of the timelock up to the block of the input; none where no timelock is named. */
export async function readTimelockLogs(
  client: Client,
  { chainId, protocol, block }: Pick<ReviewInput, 'chainId' | 'protocol' | 'block'>,
): Promise<StoredLog[]> {
  if (!protocol.timelock) return []
  const logs = await fetchAllLogs(client, {
    at: { chainId, address: protocol.timelock },
    fromBlock: BigInt(protocol.deploymentBlock),
    toBlock: block.number,
  })
  return logs.map(({ address, topics, data, position }) => ({ ...position, address, topics, data }))
}
