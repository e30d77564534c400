import { cache } from 'react'
import type { FoundRecord } from '@/lib/core/patch/find-record'
import { type MergedFinding, mergeFindings } from '@/lib/core/report/merge-findings'
import { loadReplay } from './load-replay'
import { loadReview } from './load-review'
import { loadSimulation } from './load-simulation'

/** What review, simulation and replay say together; undefined where nothing was reviewed yet. None is waited for. */
export const loadFindings = cache(
  async (found: FoundRecord): Promise<readonly MergedFinding[] | undefined> => {
    const [review, simulation, replay] = await Promise.all([
      loadReview(found, 0),
      loadSimulation(found),
      loadReplay(found),
    ])
    return (
      review?.last &&
      mergeFindings({ review: review.last, simulation: simulation?.last, replay: replay?.last })
    )
  },
)
