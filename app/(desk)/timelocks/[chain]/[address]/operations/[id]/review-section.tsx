import { ReviewState } from '@/app/(desk)/review-state'
import { FindingList } from '@/components/check/finding-list'
import { ReportCard } from '@/components/check/report-card'
import { TroublingFindings } from '@/components/check/troubling-findings'
import { operationPath } from '@/components/frame/paths'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Disclosure } from '@/components/ui/disclosure'
import { Panel } from '@/components/ui/panel'
import { Section } from '@/components/ui/section'
import { getServerContext } from '@/lib/config/server-context'
import { isOpen } from '@/lib/core/timelock/kind/last-instance'
import type { LoadedOperation } from './load-operation'
import { loadQueuedReview } from './load-queued-review'

/** What a review of the operation found, and where anybody has one made. */
export async function ReviewSection(
  loaded: LoadedOperation & { refused: string | string[] | undefined },
) {
  const { page, timelock, refused } = loaded
  const { config } = await getServerContext()
  const review = await loadQueuedReview(page)
  const { last, isRunning } = review
  const canBegin = config.timelocks.reviews && isOpen(page.operation.instances.at(-1))
  return (
    <Section id="review" title="Review" note="the same checks and report as for a patch">
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        {typeof refused === 'string' && !isRunning && (
          <Callout tone="warn" title="It was not reviewed now">
            <p>{refusals[refused] ?? refusals.no}</p>
          </Callout>
        )}
        {isRunning ? <ReviewState review={review} /> : null}
        {!isRunning && !last && (
          <Panel padded>
            <p className="text-sm">
              {canBegin
                ? 'Nobody has had it reviewed here yet. Nothing is known of what it changes in storage, interfaces and rights.'
                : 'It was not reviewed here while it was open. What it changed in storage, interfaces and rights is not known here.'}
            </p>
          </Panel>
        )}
        {last && <ReportCard {...last} />}
        {last && <TroublingFindings findings={last.report.findings} />}
        {last && (
          <Disclosure summary={`All ${last.report.findings.length} findings`}>
            <FindingList findings={last.report.findings} />
          </Disclosure>
        )}
        {canBegin && !isRunning && (
          <form
            method="post"
            action={`/api/v1${operationPath(timelock, page.id)}/review`}
            className="flex flex-wrap items-center gap-x-4 gap-y-2"
          >
            <Button type="submit">{last ? 'Review it again' : 'Review it here'}</Button>
            <span className="text-ink-3 text-xs">
              Reads the code it would run and the code that runs, at the newest block that was read,
              with published sources where there are any. It may take a minute.
            </span>
          </form>
        )}
      </div>
    </Section>
  )
}

const refusals: Readonly<Record<string, string>> = {
  busy: 'Another review is under way, or not all events of the timelock were read. Try again in a minute.',
  silent: 'The chain did not answer. Try again in a moment.',
  no: 'This instance does not review it: it is over or very large, or its timelock has too many operations. suture review makes the same report from a node of your own.',
}
