import type { Address, Client, Hash } from 'viem'
import { readContract } from 'viem/actions'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import {
  batchArrays,
  type OperationContent,
  singleCall,
} from '@/lib/core/timelock/operation-content'

/** The id of an operation as the timelock itself computes it. Throws where the node does not answer. */
export async function readOperationId(
  client: Client,
  {
    timelock: address,
    content,
    blockNumber,
  }: {
    timelock: Address
    /** Undefined where it is not known, which has no id. */
    content: OperationContent | undefined
    blockNumber: bigint
  },
): Promise<Hash> {
  if (!content) throw new Error('what it commits to is not known')
  const at = { address, abi: timelockAbi, blockNumber } as const
  const { kind, calls, predecessor, salt } = content
  if (kind === 'single') {
    const { target, value, data } = singleCall(calls)
    return await readContract(client, {
      ...at,
      functionName: 'hashOperation',
      args: [target, value, data, predecessor, salt],
    })
  }
  const { targets, values, payloads } = batchArrays(calls)
  return await readContract(client, {
    ...at,
    functionName: 'hashOperationBatch',
    args: [targets, values, payloads, predecessor, salt],
  })
}
