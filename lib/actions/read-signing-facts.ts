import type { Address, Client, Hash } from 'viem'
import { getChainId, readContract } from 'viem/actions'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import { readCodeHash } from '@/lib/adapters/rpc/read-code-hash'
import { readKnown } from '@/lib/adapters/rpc/read-known'
import { readProxy } from '@/lib/adapters/rpc/read-proxy'
import { readSafe } from '@/lib/adapters/rpc/read-safe'
import { safeAbi } from '@/lib/core/abi/safe-abi'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import type { Known } from '@/lib/core/chain/snapshot'
import type { Patch } from '@/lib/core/patch/patch'
import type { SigningFacts } from '@/lib/core/patch/signing-conditions'
import { describeNotAProxy } from '@/lib/core/proxy/not-a-proxy'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import { decodeTimelockCall } from '@/lib/core/timelock/decode-timelock-call'
import { operationState } from '@/lib/core/timelock/operation-state'
import { timelockRoleIds } from '@/lib/core/timelock/timelock-role-ids'

export type ReadSigningFactsParameters = {
  transaction: SafeTransaction
  patch: Patch | undefined
}

/**
 * Reads, at one block, all that `signingConditions` judges. Runs in the signer's browser against the signer's own
 * node. What cannot be read comes back as unknown with the reason.
 *
 * @throws RpcUnreachableError when not even the block can be read.
 */
export async function readSigningFacts(
  client: Client,
  { transaction, patch }: ReadSigningFactsParameters,
): Promise<SigningFacts> {
  const { safe } = transaction
  const block = await readBlock(client, { chainId: safe.chainId })
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

  const [
    chainId,
    safeKnown,
    contractDomainHash,
    safeTxHash,
    targetCodeHash,
    minDelay,
    safeIsProposer,
    state,
    upgrades,
  ] = await Promise.all([
    readKnown('eth_chainId', getChainId(client)),
    readKnown('the Safe', readSafe(client, { ...safe, ...at })),
    readKnown(
      'domainSeparator() of the Safe',
      readContract(client, { ...onSafe, functionName: 'domainSeparator' }),
    ),
    readKnown('getTransactionHash of the Safe', contractSafeTxHash),
    readCode(client, { chainId: safe.chainId, address: transaction.target, ...at }),
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
    Promise.all(
      (patch?.upgrades ?? []).map((upgrade) => readUpgrade(client, upgrade, safe.chainId, at)),
    ),
  ])
  return {
    block,
    chainId,
    safe: safeKnown,
    contractDomainHash,
    contractSafeTxHash: safeTxHash,
    targetCodeHash,
    minDelay,
    safeIsProposer,
    operationState: state,
    upgrades,
  }
}

async function readUpgrade(
  client: Client,
  upgrade: Patch['upgrades'][number],
  chainId: number,
  { blockNumber }: { blockNumber: bigint },
): Promise<SigningFacts['upgrades'][number]> {
  const proxy = readProxy(client, {
    at: { chainId, address: upgrade.proxy.address },
    blockNumber,
  }).then((found) => {
    if (found.kind === 'not-a-proxy') throw new Error(describeNotAProxy(found))
    return found
  })
  const [found, newCodeHash] = await Promise.all([
    readKnown(`implementation of ${upgrade.proxy.address}`, proxy),
    readCode(client, { chainId, address: upgrade.to.address, blockNumber }),
  ])
  if (!found.known) return { currentImplementation: found, upgradeTarget: found, newCodeHash }
  const { implementation, upgradeTarget } = found.value
  return {
    currentImplementation: { known: true, value: implementation.address },
    upgradeTarget: { known: true, value: upgradeTarget },
    newCodeHash,
  }
}

/** An address without code has no code hash to compare: that is not known, not a match. */
function readCode(
  client: Client,
  at: { chainId: number; address: Address; blockNumber: bigint },
): Promise<Known<Hash>> {
  const codeHash = readCodeHash(client, at).then((hash) => {
    if (!hash) throw new Error('there is no code at this address')
    return hash
  })
  return readKnown(`code of ${at.address}`, codeHash)
}
