import type { FindingEvidence } from '@/lib/core/check/finding'

/** Lines that are shown of one finding; a patch can touch thousands of places. */
const most = 60

/** The first of what was seen, and how much more there is. */
export function boundEvidence(evidence: readonly FindingEvidence[]): FindingEvidence[] {
  const rest = evidence.length - most
  if (rest <= 0) return [...evidence]
  return [...evidence.slice(0, most), { where: 'and more', what: `${rest} of the same kind` }]
}
