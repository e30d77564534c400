import type { StorageDiff } from '@/lib/core/storage-layout/storage-diff'

/** The verdict, and how many rows of the slot table are of each kind. */
export function summarizeLayouts({ rows, safety }: StorageDiff) {
  const counts: Record<string, number> = {}
  for (const row of rows) {
    const kind = `${row.change}, ${row.safety}`
    counts[kind] = (counts[kind] ?? 0) + 1
  }
  return { verdict: safety, rows: counts }
}
