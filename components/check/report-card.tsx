import { HashView } from '@/components/address/hash-view'
import { placedReportPath, reportFilePath, reportPath } from '@/components/frame/paths'
import { TimeView } from '@/components/time/time-view'
import { CopyButton } from '@/components/ui/copy-button'
import { KeyValue } from '@/components/ui/key-value'
import { Panel } from '@/components/ui/panel'
import type { Finding } from '@/lib/core/check/finding'
import type { Report } from '@/lib/core/report/report'
import { reportPlace } from '@/lib/core/report/report-place'
import { PunchCard } from './punch-card'
import { VerdictCounts } from './verdict-counts'

export type ReportCardProps = {
  report: Report
  /** With what a simulation has answered since; those of the report alone where they are not given. */
  findings?: readonly Finding[] | undefined
  hash: Report['input']['block']['hash']
  /** Latest block at which a review found the same, where that is known. */
  confirmedBlock?: bigint | undefined
  /** The page of this report by its hash needs no link to itself. */
  isPermanent?: boolean | undefined
}

/** A report at one glance: the cell of every check, how many there are of each verdict, and its bytes. */
export function ReportCard(props: ReportCardProps) {
  const { report, hash, confirmedBlock, isPermanent, findings = report.findings } = props
  const { input } = report
  const { number, timestamp } = input.block
  const place = reportPlace(input)
  const own = isPermanent ? undefined : reportPath(hash)
  const permalink = place ? placedReportPath(place, hash) : own
  return (
    <div className="@container">
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5 @4xl:grid-cols-[auto_minmax(0,1fr)]">
        <Panel title="Every check, always in the same place">
          <div className="overflow-x-auto px-4 py-3 max-md:px-2">
            <PunchCard findings={findings} />
          </div>
        </Panel>
        <div className="grid grid-cols-[minmax(0,1fr)] grid-rows-[auto_1fr] gap-6">
          <Panel>
            <VerdictCounts findings={findings} />
          </Panel>
          <Panel title="Report" padded>
            <KeyValue
              stacked
              rows={[
                [
                  'Checked',
                  <span key="block">
                    at block {number.toLocaleString('en')}, <TimeView at={timestamp} /> UTC
                    {confirmedBlock !== undefined &&
                      confirmedBlock > number &&
                      `; the same verdicts at block ${confirmedBlock.toLocaleString('en')}`}
                  </span>,
                ],
                ['Hash', <HashView key="hash" hash={hash} copyLabel="Copy report hash" />],
                ['Files', <ReportFiles key="files" hash={hash} />],
                ...(permalink
                  ? [['Permalink', <Permalink key="permalink" path={permalink} />] as const]
                  : []),
              ]}
            />
            <p className="mt-3 text-ink-3 text-xs">
              “Does not apply” is a fact with its reason, not a pass. What could not be found out is
              unknown, never a pass.
            </p>
          </Panel>
        </div>
      </div>
    </div>
  )
}

/** Under what the report is of, where it is of an operation. */
function Permalink({ path }: { path: string }) {
  return (
    <span>
      <a href={path} className="link">
        this report, also when there is a later one
      </a>
      <CopyButton value={path} label="Copy permalink" isPath />
    </span>
  )
}

function ReportFiles({ hash }: Pick<ReportCardProps, 'hash'>) {
  return (
    <span className="flex flex-wrap gap-x-3">
      <a href={reportFilePath(hash)} className="link">
        JSON, as it was hashed
      </a>
      <a href={reportFilePath(hash, 'md')} className="link" download>
        Markdown
      </a>
      <a href={reportFilePath(hash, 'html')} className="link" download>
        HTML
      </a>
    </span>
  )
}
