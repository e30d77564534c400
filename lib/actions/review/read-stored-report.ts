import type { Hash } from 'viem'
import { readReport } from '@/lib/adapters/store/read-report'
import type { Store } from '@/lib/adapters/store/store'
import { hashReport } from '@/lib/core/report/serialize-report'

/** The canonical JSON of a report by its hash; undefined where none is stored that still has this hash. */
export async function readStoredReport(
  { store }: { store: Store },
  { hash }: { hash: Hash },
): Promise<string | undefined> {
  const stored = await readReport(store, { hash: hash.toLowerCase() as Hash })
  return stored && hashReport(stored.json) === stored.hash ? stored.json : undefined
}
