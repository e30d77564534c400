import { type Address, type Client, type Hash, zeroAddress, zeroHash } from 'viem'
import { getChainId, readContract } from 'viem/actions'
import { readUpgradeFacts } from '@/lib/actions/read-upgrade-facts'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import { readKnown } from '@/lib/adapters/rpc/read-known'
import { readOperationId } from '@/lib/adapters/rpc/read-operation-id'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import type { Patch } from '@/lib/core/patch/patch'
import type { OperationFacts } from '@/lib/core/signing/ledger/operation-facts'
import type { Operation } from '@/lib/core/timelock/operation'
import { operationState } from '@/lib/core/timelock/operation-state'
import { timelockRoleIds } from '@/lib/core/timelock/timelock-role-ids'

export type ReadOperationFactsParameters = {
  readonly operation: Operation
  readonly patch: Patch | undefined
  readonly account: Address | undefined
  /** Undefined reads the latest block. */
  readonly blockNumber?: bigint | undefined
}

/**
 * Reads, at one block, all that the ledger of an operation asks of one node. What cannot be read is unknown.
 *
 * @throws RpcUnreachableError when not even the block can be read.
 */
export async function readOperationFacts(
  client: Client,
  { operation, patch, account, blockNumber }: ReadOperationFactsParameters,
): Promise<OperationFacts> {
  const { timelock, kind, salt, calls, predecessor, id } = operation
  const { chainId } = timelock
  const block = await readBlock(client, { chainId, blockNumber })
  const at = { blockNumber: block.number }
  const onTimelock = { address: timelock.address, abi: timelockAbi, ...at } as const
  const stateOf = (of: Hash) =>
    readContract(client, { ...onTimelock, functionName: 'getTimestamp', args: [of] }).then(
      (timestamp) => operationState({ timestamp, now: block.timestamp }),
    )
  const holds = (holder: Address) =>
    readContract(client, {
      ...onTimelock,
      functionName: 'hasRole',
      args: [timelockRoleIds.executor, holder],
    })
  const content =
    kind === 'unknown' || salt === 'unknown' ? undefined : { kind, calls, predecessor, salt }
  const [chain, contractOperationId, state, predecessorState, mayExecute, upgrades] =
    await Promise.all([
      readKnown('eth_chainId', getChainId(client)),
      readKnown(
        'hashOperation of the timelock',
        readOperationId(client, { timelock: timelock.address, content, ...at }),
      ),
      readKnown('getTimestamp of the timelock', stateOf(id)),
      predecessor === zeroHash
        ? ({ known: true, value: 'done' } as const)
        : readKnown('getTimestamp of the predecessor', stateOf(predecessor)),
      account
        ? readKnown(
            'hasRole of the timelock',
            Promise.all([holds(zeroAddress), holds(account)]).then((some) => some.includes(true)),
          )
        : ({ known: false, reason: 'no wallet is connected' } as const),
      Promise.all(
        (patch?.upgrades ?? []).map((upgrade) =>
          readUpgradeFacts(client, { upgrade, chainId, ...at }),
        ),
      ),
    ])
  return {
    block,
    chainId: chain,
    contractOperationId,
    state,
    predecessorState,
    mayExecute,
    upgrades,
  }
}
