import { cache } from 'react'
import { type ReviewReading, readReview } from '@/lib/actions/review/read-review'
import { getServerContext } from '@/lib/config/server-context'
import type { FoundRecord } from '@/lib/core/patch/find-record'
import { isOpen } from '@/lib/core/patch/stage'
import { reviewInputOf } from '@/lib/core/report/review-input-of'

/** Milliseconds that a reader of the review waits for it; one that takes longer is shown when it is done. */
const gladly = 2_500

/** The review of a record: made anew while it is open, else the last one. Undefined where nothing can be said of it. */
export const loadReview = cache(
  async (
    { desk, record }: FoundRecord,
    patience: number = gladly,
  ): Promise<ReviewReading | undefined> => {
    const context = await getServerContext()
    const protocol = context.config.protocols.find(
      ({ name, chainId }) => name === desk.name && chainId === desk.chainId,
    )
    if (!protocol) return undefined
    const { chainId, timelock } = protocol
    const { chain, stale } = desk
    const isReviewed = isOpen(record.stage) && chain && !stale
    return await readReview(context, {
      timelock: { chainId, address: timelock },
      key: record.key,
      subject: isReviewed
        ? { input: reviewInputOf({ record, chain, protocol }), readChain: async () => chain }
        : undefined,
      patience,
    })
  },
)
