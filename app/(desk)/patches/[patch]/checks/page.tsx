import type { Metadata } from 'next'
import { DeskFacts } from '@/app/(desk)/desk-facts'
import { loadPatch } from '@/app/(desk)/patches/[patch]/load-patch'
import { loadReview } from '@/app/(desk)/patches/[patch]/load-review'
import { PatchFrame } from '@/app/(desk)/patches/[patch]/patch-frame'
import { ReviewState } from '@/app/(desk)/patches/[patch]/review-state'
import { HashView } from '@/components/address/hash-view'
import { FindingList } from '@/components/check/finding-list'
import { PunchCard } from '@/components/check/punch-card'
import { VerdictCounts } from '@/components/check/verdict-counts'
import { DeskPage } from '@/components/frame/desk-page'
import { reportPath } from '@/components/frame/paths'
import { TimeView } from '@/components/time/time-view'
import { Stack } from '@/components/ui/columns'
import { KeyValue } from '@/components/ui/key-value'
import { Panel } from '@/components/ui/panel'
import type { LastReport } from '@/lib/actions/review/read-review'
import { visibleText } from '@/lib/core/chain/visible-text'

type Props = { params: Promise<{ patch: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { found } = await loadPatch((await params).patch)
  return { title: `Checks: ${visibleText(found.record.title, { maxLength: 200 })}` }
}

export default async function ChecksPage({ params }: Props) {
  const { config, found } = await loadPatch((await params).patch)
  const review = await loadReview(found)
  return (
    <DeskPage
      facts={<DeskFacts desks={[found.desk]} config={config} />}
      jsonHref={review?.last && reportPath(review.last.hash)}
    >
      <PatchFrame found={found} tab="checks" />
      <Stack>
        <ReviewState review={review} />
        {review?.last && <Card last={review.last} />}
        {review?.last && <FindingList findings={review.last.report.findings} />}
      </Stack>
    </DeskPage>
  )
}

function Card({ last: { report, hash, confirmedBlock } }: { last: LastReport }) {
  const { findings, input } = report
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-5 max-lg:grid-cols-1">
      <Panel title="Every check, always in the same place">
        <div className="overflow-x-auto px-4 py-3 max-md:px-2">
          <PunchCard findings={findings} />
        </div>
      </Panel>
      <Stack>
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
                  at block {input.block.number.toLocaleString('en')},{' '}
                  <TimeView at={input.block.timestamp} /> UTC
                  {confirmedBlock > input.block.number &&
                    `; the same verdicts at block ${confirmedBlock.toLocaleString('en')}`}
                </span>,
              ],
              ['Hash', <HashView key="hash" hash={hash} />],
              [
                'JSON',
                <a key="json" href={reportPath(hash)}>
                  the same report for machines
                </a>,
              ],
            ]}
          />
          <p className="mt-3 text-ink-3 text-xs">
            “Does not apply” is a fact with its reason, not a pass. What could not be found out is
            unknown, never a pass.
          </p>
        </Panel>
      </Stack>
    </div>
  )
}
