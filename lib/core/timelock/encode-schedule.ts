import { encodeFunctionData, type Hex } from 'viem'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import {
  batchArrays,
  type OperationContent,
  singleCall,
} from '@/lib/core/timelock/operation-content'

/** An operation and its delay in seconds, at least the timelock's minimum. */
export type EncodeScheduleParameters = OperationContent & { readonly delay: bigint }

/**
 * The calldata of `schedule` or `scheduleBatch`.
 *
 * @throws NotASingleCallError where a single operation does not hold exactly one call.
 */
export function encodeSchedule(parameters: EncodeScheduleParameters): Hex {
  const { kind, calls, predecessor, salt, delay } = parameters
  if (kind === 'single') {
    const { target, value, data } = singleCall(calls)
    return encodeFunctionData({
      abi: timelockAbi,
      functionName: 'schedule',
      args: [target, value, data, predecessor, salt, delay],
    })
  }
  const { targets, values, payloads } = batchArrays(calls)
  return encodeFunctionData({
    abi: timelockAbi,
    functionName: 'scheduleBatch',
    args: [targets, values, payloads, predecessor, salt, delay],
  })
}
