import type { Address, Client, Hash } from 'viem'
import { getChainId, readContract } from 'viem/actions'
import { readKnownCodeHash, readUpgradeFacts } from '@/lib/actions/read-upgrade-facts'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import { readKnown } from '@/lib/adapters/rpc/read-known'
import { readOperationId } from '@/lib/adapters/rpc/read-operation-id'
import { readSafe } from '@/lib/adapters/rpc/read-safe'
import { safeAbi } from '@/lib/core/abi/safe-abi'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import type { Known } from '@/lib/core/chain/snapshot'
import type { Patch } from '@/lib/core/patch/patch'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import type { SigningFacts } from '@/lib/core/signing/ledger/signing-facts'
import { decodeTimelockCall } from '@/lib/core/timelock/decode-timelock-call'
import { operationState } from '@/lib/core/timelock/operation-state'
import { timelockRoleIds } from '@/lib/core/timelock/timelock-role-ids'

export type ReadSigningFactsParameters = {
  transaction: SafeTransaction
  patch: Patch | undefined
  /** The Safes above this one, the nearest first. */
  above?: readonly Address[] | undefined
  /** Undefined reads the latest block. */
  blockNumber?: bigint | undefined
}

/**
 * Reads, at one block, all that the ledger asks of one node. Runs in the signer's browser against the signer's own node.
 * What cannot be read comes back as unknown with the reason.
 *
 * @throws RpcUnreachableError when not even the block can be read.
 */
export async function readSigningFacts(
  client: Client,
  { transaction, patch, above = [], blockNumber }: ReadSigningFactsParameters,
): Promise<SigningFacts> {
  const { safe } = transaction
  const block = await readBlock(client, { chainId: safe.chainId, blockNumber })
  const at = { blockNumber: block.number }
  const onSafe = { address: safe.address, abi: safeAbi, ...at } as const
  const onTimelock = { address: transaction.target, abi: timelockAbi, ...at } as const
  const call = decodeTimelockCall(transaction.data)

  const contractSafeTxHash = readContract(client, {
    ...onSafe,
    functionName: 'getTransactionHash',
    args: [
      transaction.target,
      transaction.value,
      transaction.data,
      transaction.operation === 'delegatecall' ? 1 : 0,
      transaction.safeTxGas,
      transaction.baseGas,
      transaction.gasPrice,
      transaction.gasToken,
      transaction.refundReceiver,
      transaction.nonce,
    ],
  })
  const notAsked = { known: false, reason: 'does not apply: no operation is scheduled' } as const
  const asked = <T>(what: string, read: () => Promise<T>): Promise<Known<T>> =>
    call?.kind === 'schedule' ? readKnown(what, read()) : Promise.resolve(notAsked)

  const state = readKnown('the Safe', readSafe(client, { ...safe, ...at }))
  const [
    chainId,
    safeKnown,
    singletonCodeHash,
    ownsAbove,
    contractDomainHash,
    safeTxHash,
    targetCodeHash,
    minDelay,
    safeIsProposer,
    operation,
    contractOperationId,
    upgrades,
  ] = await Promise.all([
    readKnown('eth_chainId', getChainId(client)),
    state,
    state.then((known): Promise<Known<Hash>> | Known<Hash> =>
      known.known
        ? readKnownCodeHash(client, {
            chainId: safe.chainId,
            address: known.value.singleton,
            ...at,
          })
        : known,
    ),
    above.length === 0
      ? ({ known: false, reason: 'it stands below no other Safe' } as const)
      : readKnown(
          'isOwner of the Safes above',
          Promise.all(
            above.map((parent, i) =>
              readContract(client, {
                ...onSafe,
                address: parent,
                functionName: 'isOwner',
                args: [above[i - 1] ?? safe.address],
              }),
            ),
          ).then((answers) => answers.every(Boolean)),
        ),
    readKnown(
      'domainSeparator() of the Safe',
      readContract(client, { ...onSafe, functionName: 'domainSeparator' }),
    ),
    readKnown('getTransactionHash of the Safe', contractSafeTxHash),
    readKnownCodeHash(client, { chainId: safe.chainId, address: transaction.target, ...at }),
    asked('getMinDelay of the timelock', () =>
      readContract(client, { ...onTimelock, functionName: 'getMinDelay' }),
    ),
    asked('hasRole of the timelock', () =>
      readContract(client, {
        ...onTimelock,
        functionName: 'hasRole',
        args: [timelockRoleIds.proposer, safe.address],
      }),
    ),
    asked('getTimestamp of the timelock', () =>
      readContract(client, {
        ...onTimelock,
        functionName: 'getTimestamp',
        args: [call?.id ?? '0x'],
      }).then((timestamp) => operationState({ timestamp, now: block.timestamp })),
    ),
    asked('hashOperation of the timelock', () =>
      readOperationId(client, {
        timelock: transaction.target,
        content: call?.kind === 'schedule' ? call.content : undefined,
        ...at,
      }),
    ),
    Promise.all(
      (patch?.upgrades ?? []).map((upgrade) =>
        readUpgradeFacts(client, { upgrade, chainId: safe.chainId, ...at }),
      ),
    ),
  ])
  return {
    block,
    chainId,
    safe: safeKnown,
    singletonCodeHash,
    ownsAbove,
    contractDomainHash,
    contractSafeTxHash: safeTxHash,
    targetCodeHash,
    minDelay,
    safeIsProposer,
    operationState: operation,
    contractOperationId,
    upgrades,
  }
}
