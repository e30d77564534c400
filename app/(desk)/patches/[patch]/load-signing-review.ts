import { cache } from 'react'
import { readAcknowledgements } from '@/lib/actions/acknowledgements/read-acknowledgements'
import { getServerContext } from '@/lib/config/server-context'
import type { FoundRecord } from '@/lib/core/patch/find-record'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import type { SigningReview } from '@/lib/core/signing/signing-review'
import { signingReviewOf } from '@/lib/core/signing/signing-review-of'
import { loadDrift } from './load-drift'
import { loadFindings } from './load-findings'
import { loadReview } from './load-review'
import { loadSimulation } from './load-simulation'

/** What review and simulation of a record say to somebody about to sign one of its Safe transactions. */
export const loadSigningReview = cache(
  async (found: FoundRecord, { transaction }: ProposedTransaction): Promise<SigningReview> => {
    const { desk, record } = found
    const context = await getServerContext()
    const [review, simulation, findings = [], drift, acknowledgements] = await Promise.all([
      loadReview(found, 0),
      loadSimulation(found),
      loadFindings(found),
      loadDrift(found),
      readAcknowledgements(context, { patch: record.key }),
    ])
    return signingReviewOf({
      ...{ patch: record.key, acknowledgements, transaction, findings, drift },
      block: desk.chain?.facts.block,
      review: { last: review?.last, isRunning: review?.isRunning ?? false },
      simulation: {
        last: simulation?.last,
        isOff: context.config.simulation.concurrency === 0,
        isRunning: simulation?.progress !== undefined,
        failure: simulation?.failure,
      },
    })
  },
)
