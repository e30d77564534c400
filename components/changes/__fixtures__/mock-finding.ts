import type { Finding, FindingEvidence } from '@/lib/core/check/finding'

/** A finding with one observation. */
export function mockFinding({
  where,
  what,
  ...rest
}: FindingEvidence & Partial<Finding>): Finding {
  return {
    check: 'AC-01',
    title: 'Guards stay',
    verdict: 'fail',
    severity: 'critical',
    kind: 'judgement',
    subject: 'A',
    detail: 'One guard is gone.',
    evidence: [{ where, what }],
    reproduce: 'suture review',
    ...rest,
  }
}
