import { cache } from 'react'
import { type Hash, isHash } from 'viem'
import { NothingFoundError } from '@/app/(desk)/nothing-found'
import { readStoredReport } from '@/lib/actions/review/read-stored-report'
import { getServerContext } from '@/lib/config/server-context'
import { documentKind } from '@/lib/core/report/document-kind'
import { parseReplayReport } from '@/lib/core/report/parse-replay-report'
import { parseReport } from '@/lib/core/report/parse-report'
import type { ReplayReport } from '@/lib/core/report/replay-report'
import type { Report } from '@/lib/core/report/report'

export type LoadedDocument = { readonly hash: Hash } & (
  | { readonly kind: 'report'; readonly report: Report }
  | { readonly kind: 'replay'; readonly report: ReplayReport }
)

/**
 * The stored report or replay that the address bar names, whether or not a later one says otherwise.
 *
 * @throws NothingFoundError
 */
export const loadReport = cache(async (text: string): Promise<LoadedDocument> => {
  if (!isHash(text)) throw nothing(text)
  const hash = text.toLowerCase() as Hash
  const json = await readStoredReport(await getServerContext(), { hash })
  if (json === undefined) throw nothing(text)
  const kind = documentKind(json)
  // Simulations are kept beside reports, and have no page by their hash.
  if (kind === 'simulation') throw nothing(text)
  return kind === 'replay'
    ? { kind, report: parseReplayReport(json), hash }
    : { kind, report: parseReport(json), hash }
})

function nothing(sought: string): NothingFoundError {
  return new NothingFoundError('No report with this hash is stored here', {
    sought,
    hint: 'Another instance may have it: it is the same wherever it is stored.',
  })
}
