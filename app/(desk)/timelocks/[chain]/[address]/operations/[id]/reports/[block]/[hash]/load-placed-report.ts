import { cache } from 'react'
import { type Hash, isHash } from 'viem'
import { readStoredReport } from '@/lib/actions/review/read-stored-report'
import { getServerContext } from '@/lib/config/server-context'
import { documentKind } from '@/lib/core/report/document-kind'
import type { InputConflict } from '@/lib/core/report/input-conflicts'
import { parseReport } from '@/lib/core/report/parse-report'
import type { Report } from '@/lib/core/report/report'
import { parseReportPlace, placeConflicts } from '@/lib/core/report/report-place'

export type PlacedReport =
  | { readonly kind: 'found'; readonly report: Report; readonly hash: Hash }
  | { readonly kind: 'other'; readonly hash: Hash; readonly conflicts: readonly InputConflict[] }
  | { readonly kind: 'not-stored' | 'malformed' }

/** The names of what a permalink is made of, in its order. */
export type PlaceParams = {
  readonly chain: string
  readonly address: string
  readonly id: string
  readonly block: string
  readonly hash: string
}

/** The report that a permalink names, if it is of the timelock, the operation and the block that stand in it. */
export async function loadPlacedReport(params: PlaceParams): Promise<PlacedReport> {
  const { chain, address, id, block, hash } = params
  return await load(chain, address, id, block, hash)
}

/** The head of the page asks once more. */
const load = cache(
  async (
    chain: string,
    address: string,
    id: string,
    block: string,
    text: string,
  ): Promise<PlacedReport> => {
    const place = parseReportPlace({ chain, address, id, block })
    if (!place || !isHash(text)) return { kind: 'malformed' }
    const hash = text.toLowerCase() as Hash
    const json = await readStoredReport(await getServerContext(), { hash })
    if (json === undefined || documentKind(json) !== 'report') return { kind: 'not-stored' }
    const report = parseReport(json)
    const conflicts = placeConflicts(report.input, place)
    return conflicts.length > 0
      ? { kind: 'other', hash, conflicts }
      : { kind: 'found', report, hash }
  },
)
