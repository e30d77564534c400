import Link from 'next/link'
import { ReportNotFound } from '@/app/(desk)/reports/[hash]/report-not-found'
import { DeskPage } from '@/components/frame/desk-page'
import { PageHeader } from '@/components/frame/page-header'
import { reportPath } from '@/components/frame/paths'
import { KeyValue } from '@/components/ui/key-value'
import { Panel } from '@/components/ui/panel'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { PlacedReport } from './load-placed-report'

/** Says why a permalink leads nowhere: a report that is of something else must not look as if it were of this. */
export function PlacedReportNotFound({
  placed,
}: {
  placed: Exclude<PlacedReport, { kind: 'found' }>
}) {
  if (placed.kind !== 'other') return <ReportNotFound />
  return (
    <DeskPage>
      <PageHeader
        title="This report is of something else"
        lead="A report with this hash is stored here, and it is not what its address says that it is of."
      />
      <div className="grid max-w-3xl gap-4">
        <Panel title="What differs" padded>
          <KeyValue
            stacked
            rows={placed.conflicts.map(({ where, given, made }) => [
              where,
              <span key={where} className="grid gap-1 break-all">
                <span className="text-ink-3">{`address: ${shown(given)}`}</span>
                <span>{`report: ${shown(made)}`}</span>
              </span>,
            ])}
          />
        </Panel>
        <p>
          <Link href={reportPath(placed.hash)} className="link link-target">
            The report, by its hash alone
          </Link>
        </p>
      </div>
    </DeskPage>
  )
}

function shown(text: string): string {
  return visibleText(text, { maxLength: 120 })
}
