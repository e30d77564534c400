import { cache } from 'react'
import { readSimulation, type SimulationReading } from '@/lib/actions/simulation/read-simulation'
import { getServerContext } from '@/lib/config/server-context'
import type { FoundRecord } from '@/lib/core/patch/find-record'
import { isOpen } from '@/lib/core/patch/stage'
import type { Report } from '@/lib/core/report/report'
import { reviewInputOf } from '@/lib/core/report/review-input-of'
import { loadReview } from './load-review'

/**
 * What trying the patch came to; begun anew where that is due and somebody looks. Undefined where nothing can be said of it.
 */
export const loadSimulation = cache(
  async (found: FoundRecord, mayBegin = false): Promise<SimulationReading | undefined> => {
    const { desk, record } = found
    const context = await getServerContext()
    const protocol = context.config.protocols.find(
      ({ name, chainId }) => name === desk.name && chainId === desk.chainId,
    )
    if (!protocol) return undefined
    const { chainId, timelock } = protocol
    const { chain, stale } = desk
    const at = { timelock: { chainId, address: timelock }, key: record.key }
    if (!mayBegin || !isOpen(record.stage) || !chain || stale) {
      return await readSimulation(context, { ...at, subject: undefined })
    }
    const review = await loadReview(found, 0)
    // What a review compiles and finds of the code is not done twice.
    if (!review?.last) {
      const reading = await readSimulation(context, { ...at, subject: undefined })
      const isOff = context.config.simulation.concurrency === 0
      return isOff ? reading : { ...reading, progress: reading.progress ?? { phase: 'review' } }
    }
    const input = reviewInputOf({ record, chain, protocol })
    const revision = revisionOf(review.last.report)
    return await readSimulation(context, { ...at, subject: { input, chain, revision } })
  },
)

/** The code and the sources that the last review knew. */
function revisionOf({ upgrades, bundles }: Report): string {
  const codes = upgrades.map(({ from, to, proxy }) =>
    [from, to, proxy].map((code) => [code?.address, code?.codeHash]),
  )
  return JSON.stringify([bundles, codes])
}
