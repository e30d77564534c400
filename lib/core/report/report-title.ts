import type { ReviewInput } from './review-input'

/** What a report is of, in its proposer's words where there are any: text of others, as it was given. */
export function reportTitle({ patch, operation, transaction }: ReviewInput): string {
  if (patch) return patch.title
  if (operation) return 'Operation'
  return transaction ? 'Safe transaction' : 'Upgrade'
}
