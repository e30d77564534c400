import { loadReplay } from '@/app/(desk)/patches/[patch]/load-replay'
import { loadSimulation } from '@/app/(desk)/patches/[patch]/load-simulation'
import { readReview } from '@/lib/actions/review/read-review'
import { readDrift } from '@/lib/actions/watch/read-drift'
import type { ServerContext } from '@/lib/config/server-context'
import type { FoundRecord } from '@/lib/core/patch/find-record'
import { isWatched } from '@/lib/core/patch/is-watched'
import { mergeFindings } from '@/lib/core/report/merge-findings'

/** What was found of a record, for whoever only asks: nothing is begun. */
export async function readFound(context: ServerContext, found: FoundRecord) {
  const { desk, record } = found
  const protocol = context.config.protocols.find(
    ({ name, chainId }) => name === desk.name && chainId === desk.chainId,
  )
  const review =
    protocol &&
    (await readReview(context, {
      timelock: { chainId: protocol.chainId, address: protocol.timelock },
      ...{ key: record.key, subject: undefined, patience: 0 },
    }))
  const simulation = await loadSimulation(found)
  const replay = await loadReplay(found)
  return {
    protocol,
    review,
    simulation,
    replay,
    findings:
      review?.last &&
      mergeFindings({ review: review.last, simulation: simulation?.last, replay: replay?.last }),
    drift:
      protocol && isWatched(record)
        ? await readDrift(context, { protocol, record, chain: undefined, maximumAge: 0n })
        : undefined,
  }
}
