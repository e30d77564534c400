import type { ExpectedDifference } from '@/lib/core/replay/expected-difference'
import type { ReviewInput } from './review-input'

/** What was announced of a patch: by the operator in the configuration, and by whoever proposes it in the dossier. */
export function announcedDifferences({
  protocol,
  patch,
}: Pick<ReviewInput, 'protocol' | 'patch'>): ExpectedDifference[] {
  const { changes: configured = [] } = protocol.expects ?? {}
  const { changes: proposed = [] } = patch ?? {}
  return [
    ...configured.map((one) => ({ ...one, by: 'operator' as const })),
    ...proposed.map((one) => ({ ...one, by: 'proposer' as const })),
  ]
}
