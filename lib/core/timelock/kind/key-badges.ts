import type { Address } from 'viem'
import type { Known } from '@/lib/core/chain/snapshot'
import type { TimelockBadge } from '@/lib/core/timelock/kind/timelock-detection'

/**
 * What follows where accounts of persons decide alone what a timelock does after its delay.
 *
 * @param parameters.keys Who decides and has no code of its own.
 * @param parameters.does What each of them may do, as in *schedules*.
 */
export function keyBadges({
  keys,
  does,
}: {
  keys: Known<readonly Address[]>
  does: string
}): TimelockBadge[] {
  if (!keys.known) {
    return [
      {
        id: 'keys-unknown',
        severity: 'low',
        title: `Whether a single key ${does} could not be read.`,
        detail: `Nothing can be said of who stands behind those who decide: ${keys.reason}.`,
      },
    ]
  }
  const { value } = keys
  if (value.length === 0) return []
  return [
    {
      id: 'single-key',
      severity: 'medium',
      title:
        value.length === 1
          ? `A single key ${does}.`
          : `Each of ${value.length} single keys ${does}.`,
      detail: `${value.join(', ')}: no code stands there, or only what a key has lent itself. Who has the key decides alone, and only the delay stands between.`,
    },
  ]
}
