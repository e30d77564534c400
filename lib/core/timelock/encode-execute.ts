import { encodeFunctionData, type Hex } from 'viem'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import {
  batchArrays,
  type OperationContent,
  singleCall,
} from '@/lib/core/timelock/operation-content'

/**
 * The calldata of `execute` or `executeBatch`. The contract recomputes the id from it, so it must repeat the
 * scheduled content exactly.
 *
 * @throws NotASingleCallError where a single operation does not hold exactly one call.
 */
export function encodeExecute({ kind, calls, predecessor, salt }: OperationContent): Hex {
  if (kind === 'single') {
    const { target, value, data } = singleCall(calls)
    return encodeFunctionData({
      abi: timelockAbi,
      functionName: 'execute',
      args: [target, value, data, predecessor, salt],
    })
  }
  const { targets, values, payloads } = batchArrays(calls)
  return encodeFunctionData({
    abi: timelockAbi,
    functionName: 'executeBatch',
    args: [targets, values, payloads, predecessor, salt],
  })
}
