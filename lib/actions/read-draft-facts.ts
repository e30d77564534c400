import type { Address, Client, Hash } from 'viem'
import { getChainId, readContract } from 'viem/actions'
import { planUpgrade } from '@/lib/actions/plan-upgrade'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import { readKnown } from '@/lib/adapters/rpc/read-known'
import { readSafe } from '@/lib/adapters/rpc/read-safe'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import type { DraftFacts } from '@/lib/core/patch/draft-facts'
import { operationState } from '@/lib/core/timelock/operation-state'
import { timelockRoleIds } from '@/lib/core/timelock/timelock-role-ids'

export type ReadDraftFactsParameters = {
  readonly chainId: number
  readonly safe: Address
  readonly timelock: Address
  readonly proxies: readonly Address[]
  readonly implementations: readonly Address[]
  readonly predecessor: Hash | undefined
}

/**
 * Reads, at the latest block, all that a draft is judged by. Runs in the proposer's browser against the proposer's own
 * node. What cannot be read comes back as unknown with the reason.
 *
 * @throws RpcUnreachableError when not even the block can be read.
 */
export async function readDraftFacts(
  client: Client,
  parameters: ReadDraftFactsParameters,
): Promise<DraftFacts> {
  const { chainId, safe, timelock, predecessor } = parameters
  const block = await readBlock(client, { chainId })
  const blockNumber = block.number
  const onTimelock = { address: timelock, abi: timelockAbi, blockNumber } as const
  const [chain, safeState, minDelay, safeIsProposer, predecessorState, upgrades] =
    await Promise.all([
      readKnown('eth_chainId', getChainId(client)),
      readKnown('the Safe', readSafe(client, { chainId, address: safe, blockNumber })),
      readKnown(
        'getMinDelay of the timelock',
        readContract(client, { ...onTimelock, functionName: 'getMinDelay' }),
      ),
      readKnown(
        'hasRole of the timelock',
        readContract(client, {
          ...onTimelock,
          functionName: 'hasRole',
          args: [timelockRoleIds.proposer, safe],
        }),
      ),
      predecessor &&
        readKnown(
          'getTimestamp of the timelock',
          readContract(client, {
            ...onTimelock,
            functionName: 'getTimestamp',
            args: [predecessor],
          }).then((timestamp) => operationState({ timestamp, now: block.timestamp })),
        ),
      planUpgrade(client, { ...parameters, blockNumber }),
    ])
  return {
    block,
    chainId: chain,
    safe: safeState,
    minDelay,
    safeIsProposer,
    predecessor:
      predecessor && predecessorState ? { id: predecessor, state: predecessorState } : undefined,
    ...upgrades,
  }
}
