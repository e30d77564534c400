import { type Address, toFunctionSelector } from 'viem'
import type { CallFrame } from './call-frame'

const selectors: readonly string[] = [
  toFunctionSelector('execute(address,uint256,bytes,bytes32,bytes32)'),
  toFunctionSelector('executeBatch(address[],uint256[],bytes[],bytes32,bytes32)'),
]

/**
 * The call with which a timelock executes, and all calls within it. Whoever sends it may do so through a Safe or together
 * with something else; that is not part of what was scheduled. Without a timelock, or where it was not called so, all.
 */
export function executionFrames(
  frames: readonly CallFrame[],
  timelock: Address | undefined,
): readonly CallFrame[] {
  const own = timelock?.toLowerCase()
  const start = frames.findIndex(
    ({ kind, to, input, undone }) =>
      own !== undefined &&
      kind === 'CALL' &&
      !undone &&
      to?.toLowerCase() === own &&
      selectors.includes(input.data.slice(0, 10).toLowerCase()),
  )
  if (start < 0) return frames
  const depth = frames[start]?.depth ?? 0
  const length = frames.slice(start + 1).findIndex((frame) => frame.depth <= depth)
  return length < 0 ? frames.slice(start) : frames.slice(start, start + 1 + length)
}
