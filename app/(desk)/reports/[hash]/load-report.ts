import { notFound } from 'next/navigation'
import { cache } from 'react'
import { type Hash, isHash } from 'viem'
import { readStoredReport } from '@/lib/actions/review/read-stored-report'
import { getServerContext } from '@/lib/config/server-context'
import { isSimulation } from '@/lib/core/report/is-simulation'
import { parseReport } from '@/lib/core/report/parse-report'
import type { Report } from '@/lib/core/report/report'

/** The stored report that the address bar names, whether or not a later one says otherwise; else a 404. */
export const loadReport = cache(async (text: string): Promise<{ report: Report; hash: Hash }> => {
  if (!isHash(text)) notFound()
  const hash = text.toLowerCase() as Hash
  const json = await readStoredReport(await getServerContext(), { hash })
  // Simulations are kept beside reports, and have no page by their hash.
  if (json === undefined || isSimulation(json)) notFound()
  return { report: parseReport(json), hash }
})
