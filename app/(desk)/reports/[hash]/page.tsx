import type { Metadata } from 'next'
import { loadReport } from '@/app/(desk)/reports/[hash]/load-report'
import { ReplayReportView } from '@/app/(desk)/reports/[hash]/replay-report-view'
import { ReportView } from '@/app/(desk)/reports/[hash]/report-view'
import { visibleText } from '@/lib/core/chain/visible-text'
import { reportTitle } from '@/lib/core/report/report-title'

type Props = { params: Promise<{ hash: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { kind, report } = await loadReport((await params).hash)
  const what = kind === 'replay' ? 'Replay' : 'Report'
  return { title: `${what}: ${visibleText(reportTitle(report.input), { maxLength: 200 })}` }
}

/** A report or a replay by its hash alone, whatever it is of. */
export default async function ReportPage({ params }: Props) {
  const loaded = await loadReport((await params).hash)
  return loaded.kind === 'replay' ? <ReplayReportView {...loaded} /> : <ReportView {...loaded} />
}
