import { type IndexLogsContext, indexLogs } from '@/lib/actions/index-logs'
import { readOwnerTree } from '@/lib/actions/read-owner-tree'
import { readProtocolAt } from '@/lib/actions/read-protocol-at'
import { listSilentOperations } from '@/lib/adapters/store/list-silent-operations'
import { readLogs } from '@/lib/adapters/store/read-logs'
import type { ProtocolConfig } from '@/lib/config/config'
import type { Block } from '@/lib/core/chain/snapshot'
import type { ProtocolChain } from '@/lib/core/patch/desk'
import { beforeBlock } from '@/lib/core/timelock/kind/fold-invisible'
import { operationFromQueued } from '@/lib/core/timelock/openzeppelin/operation-from-queued'

export type ReadProtocolChainParameters = {
  protocol: ProtocolConfig
  /** Everything is read at this block. */
  block: Block
}

/**
 * Reads all that the chain says of a configured protocol at one block; the timelock's events come from the store, brought
 * up to the block, and so do operations without events, as far as its calls were searched.
 *
 * @throws as `indexLogs`, when the timelock's events cannot be brought up to the block.
 */
export async function readProtocolChain(
  { store, client, nodes }: IndexLogsContext,
  { protocol, block }: ReadProtocolChainParameters,
): Promise<ProtocolChain> {
  const { chainId } = protocol
  const timelock = { chainId, address: protocol.timelock }
  await indexLogs(
    { store, client, nodes },
    { at: timelock, deploymentBlock: BigInt(protocol.deploymentBlock), head: block },
  )
  const logs = await readLogs(store, { ...timelock, toBlock: block.number })
  const found = await listSilentOperations(store, timelock)
  const silent = found.flatMap((each) => {
    const operation = beforeBlock(each, block.number)
    return operation ? [operationFromQueued(operation)] : []
  })
  const chain = await readProtocolAt(client, { chainId, protocol, block, logs, silent })
  const { safe, guardian } = chain.facts
  const owners = await Promise.all(
    [safe, guardian].flatMap((each) =>
      each?.known ? [readOwnerTree(client, { state: each.value, blockNumber: block.number })] : [],
    ),
  )
  return { ...chain, owners }
}
