import type { Metadata } from 'next'
import { orNothing, orNothingTitle } from '@/app/(desk)/nothing-found'
import { loadReport } from '@/app/(desk)/reports/[hash]/load-report'
import { ReplayReportView } from '@/app/(desk)/reports/[hash]/replay-report-view'
import { ReportNotFound } from '@/app/(desk)/reports/[hash]/report-not-found'
import { ReportView } from '@/app/(desk)/reports/[hash]/report-view'
import { Callout } from '@/components/ui/callout'
import { isReportForeign } from '@/lib/actions/exchange/is-report-foreign'
import { getServerContext } from '@/lib/config/server-context'
import { visibleText } from '@/lib/core/chain/visible-text'
import { reportTitle } from '@/lib/core/report/report-title'

type Props = { params: Promise<{ hash: string }> }

export const generateMetadata = orNothingTitle(async ({ params }: Props): Promise<Metadata> => {
  const { kind, report } = await loadReport((await params).hash)
  const what = kind === 'replay' ? 'Replay' : 'Report'
  return { title: `${what}: ${visibleText(reportTitle(report.input), { maxLength: 200 })}` }
})

/** A report or a replay by its hash alone, whatever it is of. */
async function ReportPage({ params }: Props) {
  const loaded = await loadReport((await params).hash)
  const isForeign = await isReportForeign(await getServerContext(), loaded)
  return (
    <>
      {isForeign && (
        <div className="mx-auto max-w-[90rem] px-6 pt-5 max-md:px-4">
          <Callout tone="warn" title="This was not made here">
            It was brought in from another instance. Nobody here has made it again; suture verify
            does.
          </Callout>
        </div>
      )}
      {loaded.kind === 'replay' ? <ReplayReportView {...loaded} /> : <ReportView {...loaded} />}
    </>
  )
}

export default orNothing(ReportPage, ReportNotFound)
