import type { FindingEvidence } from '@/lib/core/check/finding'

/**
 * Lines that are shown of one finding; a patch can touch thousands of places.
 *
 * @internal
 */
export const mostEvidence = 60

/** The first of what was seen, and how much more there is. */
export function boundEvidence(evidence: readonly FindingEvidence[]): FindingEvidence[] {
  const rest = evidence.length - mostEvidence
  if (rest <= 0) return [...evidence]
  return [
    ...evidence.slice(0, mostEvidence),
    { where: 'and more', what: `${rest} of the same kind` },
  ]
}
