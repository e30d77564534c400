import type { Client } from 'viem'
import { getBalance, getBlock } from 'viem/actions'
import type { PathFacts } from '@/lib/actions/simulation/path-plan'
import { readOperationTimestamps } from '@/lib/adapters/rpc/read-operation-timestamps'
import { readStorageWords } from '@/lib/adapters/rpc/read-storage-words'
import { RpcUnreachableError } from '@/lib/adapters/rpc/rpc-unreachable-error'
import type { ProtocolFacts } from '@/lib/core/patch/facts'
import type { ReviewInput } from '@/lib/core/report/review-input'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import { approvedHashSlot } from '@/lib/core/simulation/safe-slots'

export type ReadPathFactsReturnType = PathFacts & { readonly gasLimit: bigint }

/**
 * Reads what the plan of a path depends on, at the block of the input.
 *
 * @throws RpcUnreachableError
 */
export async function readPathFacts(
  client: Client,
  { input, facts }: { input: ReviewInput; facts: Pick<ProtocolFacts, 'safe'> },
): Promise<ReadPathFactsReturnType> {
  const { chainId, block, protocol, operation } = input
  const { timelock } = protocol
  const at = { blockNumber: block.number }
  try {
    const [read, timestamps, balance, approved] = await Promise.all([
      getBlock(client, at),
      timelock && operation
        ? readOperationTimestamps(client, { timelock, ids: [operation.id], ...at })
        : undefined,
      timelock ? getBalance(client, { address: timelock, ...at }) : 0n,
      readApproved(client, { input, facts }),
    ])
    return {
      timestamp: operation && timestamps?.get(operation.id),
      approved,
      timelockBalance: balance,
      baseFee: read.baseFeePerGas ?? 0n,
      gasLimit: read.gasLimit,
    }
  } catch (cause) {
    throw new RpcUnreachableError({ chainId, request: 'block, balance and approvals', cause })
  }
}

async function readApproved(
  client: Client,
  { input, facts: { safe } }: { input: ReviewInput; facts: Pick<ProtocolFacts, 'safe'> },
): Promise<ReadonlySet<string>> {
  const { transaction, chainId, block } = input
  if (!transaction || !safe.known) return new Set()
  const { safeTxHash } = hashSafeTransaction({ transaction, version: safe.value.version })
  const slots = safe.value.owners.map((owner) => BigInt(approvedHashSlot(owner, safeTxHash)))
  const words = await readStorageWords(client, {
    chainId,
    address: transaction.safe.address,
    slots,
    blockNumber: block.number,
  })
  const isApproved = (_: unknown, index: number) => BigInt(words.get(slots[index] ?? 0n) ?? 0n) > 0n
  return new Set(safe.value.owners.filter(isApproved).map((owner) => owner.toLowerCase()))
}
