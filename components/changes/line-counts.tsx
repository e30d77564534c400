import type { FileDiff } from '@/lib/core/source/source-diff'

/** How many lines came and went. */
export function LineCounts({
  file: { linesAdded, linesRemoved },
}: {
  file: Pick<FileDiff, 'linesAdded' | 'linesRemoved'>
}) {
  return (
    <span className="whitespace-nowrap text-ink-3 text-xs">
      <span className="sr-only">
        added {linesAdded}, removed {linesRemoved}
      </span>
      <span aria-hidden="true">
        +{linesAdded} −{linesRemoved}
      </span>
    </span>
  )
}
