import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ReportView } from '@/app/(desk)/reports/[hash]/report-view'
import { visibleText } from '@/lib/core/chain/visible-text'
import { reportTitle } from '@/lib/core/report/report-title'
import { loadPlacedReport, type PlaceParams } from './load-placed-report'

type Props = { params: Promise<PlaceParams> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const placed = await loadPlacedReport(await params)
  if (placed.kind !== 'found') notFound()
  const title = visibleText(reportTitle(placed.report.input), { maxLength: 200 })
  return { title: `Report: ${title}` }
}

/** A report under what it is of: chain, timelock, operation and block. */
export default async function PlacedReportPage({ params }: Props) {
  const placed = await loadPlacedReport(await params)
  if (placed.kind !== 'found') notFound()
  return <ReportView report={placed.report} hash={placed.hash} />
}
