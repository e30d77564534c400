import { type Address, toFunctionSelector } from 'viem'
import type { CallFrame } from './call-frame'

/** The call within a transaction that counts: whoever sends it may do so together with something else. */
export type CountedCall = {
  readonly to: Address
  readonly by: 'execute' | 'schedule' | 'execTransaction'
}

const selectors: Readonly<Record<CountedCall['by'], readonly string[]>> = {
  execute: [
    toFunctionSelector('execute(address,uint256,bytes,bytes32,bytes32)'),
    toFunctionSelector('executeBatch(address[],uint256[],bytes[],bytes32,bytes32)'),
  ],
  schedule: [
    toFunctionSelector('schedule(address,uint256,bytes,bytes32,bytes32,uint256)'),
    toFunctionSelector('scheduleBatch(address[],uint256[],bytes[],bytes32,bytes32,uint256)'),
  ],
  execTransaction: [
    toFunctionSelector(
      'execTransaction(address,uint256,bytes,uint8,uint256,uint256,uint256,address,address,bytes)',
    ),
  ],
}

/**
 * The call that counts, and all calls within it: what a timelock executes without the Safe around it, what a Safe runs
 * without whoever relays it. Where none is named, or it was not made, all of the transaction.
 */
export function executionFrames(
  frames: readonly CallFrame[],
  counted: CountedCall | undefined,
): readonly CallFrame[] {
  const start = frames.findIndex(
    ({ kind, to, input, undone }) =>
      counted !== undefined &&
      kind === 'CALL' &&
      !undone &&
      to?.toLowerCase() === counted.to.toLowerCase() &&
      selectors[counted.by].includes(input.data.slice(0, 10).toLowerCase()),
  )
  if (start < 0) return frames
  const depth = frames[start]?.depth ?? 0
  const length = frames.slice(start + 1).findIndex((frame) => frame.depth <= depth)
  return length < 0 ? frames.slice(start) : frames.slice(start, start + 1 + length)
}
