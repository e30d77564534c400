import type { Finding, Verdict } from '@/lib/core/check/finding'

/** How many findings there are of each verdict. */
export type CountedVerdicts = Readonly<Record<Verdict, number>>

/** Counts them: none is left out, so that they add up. */
export function countVerdicts(findings: readonly Pick<Finding, 'verdict'>[]): CountedVerdicts {
  const counts = { pass: 0, warn: 0, fail: 0, unknown: 0, 'not-applicable': 0 }
  for (const { verdict } of findings) counts[verdict] += 1
  return counts
}
