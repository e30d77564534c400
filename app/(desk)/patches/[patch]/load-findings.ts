import { cache } from 'react'
import type { FoundRecord } from '@/lib/core/patch/find-record'
import { type MergedFinding, mergeFindings } from '@/lib/core/report/merge-findings'
import { loadReview } from './load-review'
import { loadSimulation } from './load-simulation'

/** What review and simulation say together; undefined where nothing was reviewed yet. Neither is waited for. */
export const loadFindings = cache(
  async (found: FoundRecord): Promise<readonly MergedFinding[] | undefined> => {
    const [review, simulation] = await Promise.all([loadReview(found, 0), loadSimulation(found)])
    return review?.last && mergeFindings({ review: review.last, simulation: simulation?.last })
  },
)
