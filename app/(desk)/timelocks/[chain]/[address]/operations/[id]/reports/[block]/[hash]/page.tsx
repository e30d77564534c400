import type { Metadata } from 'next'
import { nothingFoundMetadata } from '@/app/(desk)/nothing-found'
import { ReportView } from '@/app/(desk)/reports/[hash]/report-view'
import { answerWithStatus } from '@/lib/config/answer-status'
import { visibleText } from '@/lib/core/chain/visible-text'
import { reportTitle } from '@/lib/core/report/report-title'
import { loadPlacedReport, type PlaceParams } from './load-placed-report'
import { PlacedReportNotFound } from './placed-report-not-found'

type Props = { params: Promise<PlaceParams> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const placed = await loadPlacedReport(await params)
  if (placed.kind !== 'found') return nothingFoundMetadata
  const title = visibleText(reportTitle(placed.report.input), { maxLength: 200 })
  return { title: `Report: ${title}` }
}

/** A report under what it is of: chain, timelock, operation and block. */
export default async function PlacedReportPage({ params }: Props) {
  const placed = await loadPlacedReport(await params)
  if (placed.kind !== 'found') {
    answerWithStatus(404)
    return <PlacedReportNotFound placed={placed} />
  }
  return <ReportView report={placed.report} hash={placed.hash} />
}
