import { cache } from 'react'
import { readAcknowledgements } from '@/lib/actions/acknowledgements/read-acknowledgements'
import { getServerContext } from '@/lib/config/server-context'
import type { FoundRecord } from '@/lib/core/patch/find-record'
import { reviewedCodes } from '@/lib/core/report/reviewed-codes'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import { alarmFindings } from '@/lib/core/signing/alarm-findings'
import { driftCondition } from '@/lib/core/signing/drift-condition'
import { reviewStanding } from '@/lib/core/signing/review-standing'
import { isAnswerable, signingGate } from '@/lib/core/signing/signing-gate'
import type { SigningReview } from '@/lib/core/signing/signing-review'
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
    const last = review?.last
    const block = desk.chain?.facts.block.number ?? 0n
    const simulated = simulation?.last
    const { blocked, unknown } = signingGate({ findings, acknowledgements: [] })
    return {
      patch: record.key,
      standing: reviewStanding({
        review: last && { input: last.report.input, confirmedBlock: last.confirmedBlock },
        transaction,
        block,
      }),
      reviewed: last ? reviewedCodes(last.report) : [],
      simulation: {
        standing: reviewStanding({
          review: simulated && {
            input: simulated.report.input,
            confirmedBlock: simulated.confirmedBlock,
          },
          transaction,
          block,
        }),
        isOff: context.config.simulation.concurrency === 0,
        isRunning: simulation?.progress !== undefined,
        failure: simulation?.failure,
      },
      isRunning: review?.isRunning ?? false,
      // Of the rest the browser needs nothing to decide.
      findings: [
        ...blocked,
        ...unknown,
        ...findings.filter(isAnswerable),
        ...alarmFindings(drift?.alarms ?? []),
      ],
      drift: drift && driftCondition(drift, desk.chain?.facts.block.timestamp ?? 0n),
      acknowledgements,
    }
  },
)
