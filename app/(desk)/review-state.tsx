import { RenewalPanel } from '@/components/frame/renewal-panel'
import { Callout } from '@/components/ui/callout'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import type { ReviewReading } from '@/lib/actions/review/read-review'

/** Said above what a review found, while it is not the last word, or where there is none. */
export function ReviewState({ review }: { review: ReviewReading | undefined }) {
  if (review?.isRunning) {
    return (
      <Callout title="A review is under way" live="status">
        <p>
          {review.last
            ? 'What follows was found before.'
            : 'The sources are compiled again and compared with the chain.'}{' '}
          The page renews itself when it is done.
        </p>
        {!review.last && <RenewalPanel />}
      </Callout>
    )
  }
  if (review?.last) return null
  return (
    <Panel padded>
      <EmptyState title="No report">
        It was not reviewed here while it was open, or its chain has not answered yet.
      </EmptyState>
    </Panel>
  )
}
