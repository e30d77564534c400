import type { Operation } from '@/lib/core/timelock/operation'
import type { ReviewedOperation } from './review-input'

/** An operation as its timelock has it; undefined where the events do not tell what its id commits to. */
export function inputOfOperation({
  id,
  kind,
  salt,
  calls,
  predecessor,
  instances,
}: Operation): ReviewedOperation | undefined {
  if (kind === 'unknown' || salt === 'unknown') return undefined
  return { id, content: { kind, calls, predecessor, salt }, delay: instances.at(-1)?.delay }
}
