import { cache } from 'react'
import { type ReviewReading, readReview } from '@/lib/actions/review/read-review'
import { getServerContext } from '@/lib/config/server-context'
import type { LoadedOperation } from './load-operation'

/** The last review of an operation that was made here, and whether one is under way. Begins none. */
export const loadQueuedReview = cache(
  async (page: LoadedOperation['page']): Promise<ReviewReading> =>
    await readReview(await getServerContext(), {
      ...{ timelock: page.timelock, key: page.id, subject: undefined, patience: 0 },
    }),
)
