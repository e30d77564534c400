import type { TimelockBadge } from '@/lib/core/timelock/kind/timelock-detection'

/** The worst first. */
export const badgeSeverities = [
  'critical',
  'high',
  'medium',
  'low',
  'good',
] as const satisfies readonly TimelockBadge['severity'][]

export type CountedBadges = {
  readonly worst: TimelockBadge['severity']
  /** `3 things to know: 1 critical, 2 low` */
  readonly words: string
}

/** How much there is to know of a timelock, in the same words wherever it is counted; undefined where there is nothing. */
export function countBadges(
  badges: readonly Pick<TimelockBadge, 'severity'>[],
): CountedBadges | undefined {
  const counted = badgeSeverities.flatMap((severity) => {
    const { length } = badges.filter((each) => each.severity === severity)
    return length > 0 ? [{ severity, length }] : []
  })
  const [worst] = counted
  if (!worst) return undefined
  const things = badges.length === 1 ? '1 thing' : `${badges.length} things`
  const tally = counted.map(({ severity, length }) => `${length} ${severity}`).join(', ')
  return { worst: worst.severity, words: `${things} to know: ${tally}` }
}
