import { type Address, encodeFunctionData, type Hex, pad, slice, zeroHash } from 'viem'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import type { Call } from '@/lib/core/chain/call'
import { describeTimelockError } from '@/lib/core/timelock/describe-timelock-error'
import type { Told } from '@/lib/core/timelock/openzeppelin/generations'

/**
 * A trial execution that tells whether a timelock looks before the calls of an operation whether the operation is ready.
 * To be asked with `eth_call`, in the name of an executor; with an open role, of anyone.
 *
 * The operation was never scheduled, and its call reverts in every generation: `getTimestamp` without its argument. A
 * timelock that does not look first says that the call reverted; one that does says that the operation is not ready.
 */
export function executionProbe(timelock: Address): Call {
  const getTimestamp = slice(
    encodeFunctionData({ abi: timelockAbi, functionName: 'getTimestamp', args: [zeroHash] }),
    0,
    4,
  )
  const salt = pad('0x50757475', { dir: 'right', size: 32 })
  const data = encodeFunctionData({
    abi: timelockAbi,
    functionName: 'execute',
    args: [timelock, 0n, getTimestamp, zeroHash, salt],
  })
  return { target: timelock, value: 0n, data }
}

/**
 * Reads with what the trial execution reverted.
 *
 * @returns `unknown` where it says neither: whoever asked is no executor.
 */
export function readExecutionProbe(revertData: Hex | undefined): Told {
  const error = revertData && describeTimelockError(revertData)
  if (error === undefined) return 'unknown'
  const { name, message } = error
  if (name === 'TimelockUnexpectedOperationState') return 'yes'
  if (name !== 'Error') return 'unknown'
  if (message === 'The operation is not ready.') return 'yes'
  return message === 'A call of the operation reverted; this timelock does not say why.'
    ? 'no'
    : 'unknown'
}
