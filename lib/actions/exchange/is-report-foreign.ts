import type { Hash } from 'viem'
import { isForeignReport } from '@/lib/adapters/store/insert-foreign-report'
import { readReport } from '@/lib/adapters/store/read-report'
import type { Store } from '@/lib/adapters/store/store'

/** Whether a report that is kept here was made elsewhere: then nobody here has seen that it is so. */
export async function isReportForeign(
  { store }: { readonly store: Store },
  { hash }: { readonly hash: Hash },
): Promise<boolean> {
  const stored = await readReport(store, { hash })
  return stored !== undefined && isForeignReport(stored)
}
