import type { Metadata } from 'next'
import { AuditTable } from '@/components/audit/audit-table'
import { DeskPage } from '@/components/frame/desk-page'
import { PageHeader } from '@/components/frame/page-header'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorView } from '@/components/ui/error-view'
import { Panel } from '@/components/ui/panel'
import { readAudit } from '@/lib/actions/audit/read-audit'
import { getServerContext } from '@/lib/config/server-context'
import { auditQuery } from '@/lib/core/api/audit-answers'
import { readQuery } from '@/lib/core/api/read-query'
import { BaseError } from '@/lib/core/error/base-error'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export const metadata: Metadata = { title: 'Record of writes' }

/** Fewer than the API gives: a page is read by people. */
const usualEntries = 50

/** Every request that changed something here, or tried to, for whoever wants to know. Nothing is ever taken off it. */
export default async function AuditPage({ searchParams }: Props) {
  const query = readParameters(await searchParams)
  return (
    <DeskPage jsonHref={query instanceof BaseError ? '/api/v1/audit' : entriesHref(query)}>
      <PageHeader
        title="Record of writes"
        lead="Every request that changed something on this server, or tried to, newest first. Signatures and chain data prove themselves; this tells when they came."
      />
      {query instanceof BaseError ? (
        <ErrorView error={query} live="status" />
      ) : (
        <Entries {...query} />
      )}
    </DeskPage>
  )
}

type Query = { cursor?: string | undefined; limit?: number | undefined }

async function Entries({ cursor, limit = usualEntries }: Query) {
  const { entries, next } = await readAudit(await getServerContext(), { cursor, limit })
  return (
    <>
      <Panel>
        {entries.length === 0 ? (
          <EmptyState title={cursor ? 'Nothing older is on record' : 'Nothing was written yet'} />
        ) : (
          <AuditTable entries={entries} />
        )}
      </Panel>
      <nav aria-label="Pages of the record" className="mt-4 flex flex-wrap gap-3">
        {cursor && <ButtonLink href="/audit">Newest</ButtonLink>}
        {next && <ButtonLink href={`/audit?cursor=${next}&limit=${limit}`}>Older</ButtonLink>}
      </nav>
    </>
  )
}

/** The entries of this page, and as many: the API gives more where it is not asked. */
function entriesHref({ cursor, limit = usualEntries }: Query): string {
  const query = new URLSearchParams({ ...(cursor !== undefined && { cursor }), limit: `${limit}` })
  return `/api/v1/audit?${query}`
}

/** As the API reads them: what is not understood is told, not left out. */
function readParameters(given: Awaited<Props['searchParams']>): Query | BaseError {
  const pairs = Object.entries(given).flatMap(([name, value]) =>
    [value ?? []].flat().map((each) => [name, each] as const),
  )
  try {
    return readQuery(auditQuery, pairs)
  } catch (error) {
    if (error instanceof BaseError) return error
    throw error
  }
}
