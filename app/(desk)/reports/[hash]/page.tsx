import type { Metadata } from 'next'
import { loadReport } from '@/app/(desk)/reports/[hash]/load-report'
import { ReportView } from '@/app/(desk)/reports/[hash]/report-view'
import { visibleText } from '@/lib/core/chain/visible-text'
import { reportTitle } from '@/lib/core/report/report-title'

type Props = { params: Promise<{ hash: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { report } = await loadReport((await params).hash)
  return { title: `Report: ${visibleText(reportTitle(report.input), { maxLength: 200 })}` }
}

/** A report by its hash alone, whatever it is of. */
export default async function ReportPage({ params }: Props) {
  const { report, hash } = await loadReport((await params).hash)
  return <ReportView report={report} hash={hash} />
}
