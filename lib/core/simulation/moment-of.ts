import type { Effects } from './effects'
import type { Simulation } from './simulation'

/**
 * Number and time of the block in which a simulation executed: every transaction has a block of its own, a second after the
 * one before it, or after the time that was made to pass.
 */
export function momentOf({
  block,
  steps,
  overrides,
}: Pick<Simulation, 'block' | 'steps' | 'overrides'>): Effects['at'] {
  const waited = BigInt(overrides.find(({ kind }) => kind === 'time')?.value ?? 0)
  let { number, timestamp } = block
  let passing = 0n
  for (const { kind } of steps) {
    if (kind === 'approve') continue
    if (kind === 'wait') {
      passing = waited
      continue
    }
    number += 1n
    timestamp += passing || 1n
    passing = 0n
  }
  return { number, timestamp }
}
