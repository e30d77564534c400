import type { FileDiff } from '@/lib/core/source/source-diff'

/** What a mark "viewed" is kept for: exactly the texts that were compared. Undefined where they are not hashed. */
export function contentKeyOf({
  fromHash,
  toHash,
}: Pick<FileDiff, 'fromHash' | 'toHash'>): string | undefined {
  return fromHash || toHash ? `${fromHash ?? ''}:${toHash ?? ''}` : undefined
}
