import type { Metadata } from 'next'
import { DeskFacts } from '@/app/(desk)/desk-facts'
import { orNothing, orNothingTitle } from '@/app/(desk)/nothing-found'
import { findingAnswers } from '@/app/(desk)/patches/[patch]/finding-answers'
import { loadFindings } from '@/app/(desk)/patches/[patch]/load-findings'
import { loadPatch } from '@/app/(desk)/patches/[patch]/load-patch'
import { loadReview } from '@/app/(desk)/patches/[patch]/load-review'
import { loadSigningReview } from '@/app/(desk)/patches/[patch]/load-signing-review'
import { loadSimulation } from '@/app/(desk)/patches/[patch]/load-simulation'
import { PatchFrame } from '@/app/(desk)/patches/[patch]/patch-frame'
import { patchParts } from '@/app/(desk)/patches/[patch]/patch-parts'
import { ReviewState } from '@/app/(desk)/review-state'
import { FindingList } from '@/components/check/finding-list'
import { ReportCard } from '@/components/check/report-card'
import { DeskPage } from '@/components/frame/desk-page'
import { patchSummaryPath } from '@/components/frame/paths'
import { safeOf } from '@/components/safe/signature-progress'
import { Stack } from '@/components/ui/columns'
import { visibleText } from '@/lib/core/chain/visible-text'
import { knownSafes } from '@/lib/core/patch/attention'
import { leadTransaction } from '@/lib/core/patch/lead-transaction'

type Props = { params: Promise<{ patch: string }> }

export const generateMetadata = orNothingTitle(async ({ params }: Props): Promise<Metadata> => {
  const { found } = await loadPatch((await params).patch)
  return { title: `Checks: ${visibleText(found.record.title, { maxLength: 200 })}` }
})

async function ChecksPage({ params }: Props) {
  const { config, viewer, found } = await loadPatch((await params).patch)
  const review = await loadReview(found)
  const simulation = await loadSimulation(found, true)
  const findings = await loadFindings(found)
  const { desk, record } = found
  const lead = leadTransaction(record)
  const answerTo =
    lead &&
    (await findingAnswers({
      config,
      isReader: viewer === undefined,
      safe: safeOf(knownSafes(desk), lead),
      review: await loadSigningReview(found, lead),
      transaction: lead,
    }))
  return (
    <DeskPage
      facts={<DeskFacts desks={[found.desk]} config={config} />}
      jsonHref={patchSummaryPath(record.key)}
      moreJson={await patchParts(found, 'checks')}
    >
      <PatchFrame found={found} tab="checks" />
      <Stack>
        <ReviewState review={review} />
        {simulation?.progress && (
          <p className="text-ink-2 text-sm">
            A simulation is under way. What it answers is unknown until it is done.
          </p>
        )}
        {review?.last && findings && <ReportCard {...review.last} findings={findings} />}
        {review?.last && findings && (
          <FindingList
            findings={findings}
            answerTo={answerTo}
            changes={{
              key: found.record.key,
              upgrades: review.last.report.upgrades.map(({ name }) => name),
            }}
          />
        )}
      </Stack>
    </DeskPage>
  )
}

export default orNothing(ChecksPage)
