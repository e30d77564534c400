import * as z from 'zod/mini'
import { custodyStep, custodyVerdict } from '@/lib/core/api/custody-answer'
import { decodedAnswer } from '@/lib/core/api/decoded-answer'
import {
  labelsAnswer,
  liveOperationAnswer,
  namedProxyAnswer,
  patchRecordAnswer,
  proposedTransactionAnswer,
  readBlock,
  safeStateAnswer,
  safeTreeAnswer,
  sourcesAnswer,
  staleAnswer,
  timelockStateAnswer,
} from '@/lib/core/api/record-answers'
import {
  wireAddress,
  wireBlock,
  wireHash,
  wireInteger,
  wireKnown,
  wireSeconds,
  wireVerdicts,
} from '@/lib/core/api/wire-values'
import { stages } from '@/lib/core/patch/stage'
import { watchedKinds } from '@/lib/core/patch/watched-fact'
import { replayOutcomes } from '@/lib/core/replay/replay-result'
import { effectsReportSchema } from '@/lib/core/report/effects-report'
import { reportParts } from '@/lib/core/report/report-schema'

const stage = z.enum(stages)

/** What changes whenever a page would. */
export const headAnswer = z.strictObject({
  chains: z.array(z.strictObject({ chainId: z.int(), blockHash: z.optional(wireHash) })),
  revision: z.string(),
})

/** What the last review of a record came to. */
export const recordReview = z.strictObject({
  protocol: z.string(),
  patch: wireHash,
  report: wireHash,
  block: wireInteger('A block number'),
  verdicts: wireVerdicts,
})

const alarm = z.strictObject({
  kind: z.enum(watchedKinds),
  what: z.string(),
  before: z.string(),
  after: z.string(),
  firstBlock: wireInteger('A block number'),
  lastBlock: wireInteger('A block number'),
  endedBlock: z.optional(
    wireInteger('A block number').check(z.describe('Where it was as before again.')),
  ),
})

/** What has changed under a patch since it was first looked at, and has not ended. */
export const patchAlarm = z.strictObject({ ...alarm.shape, patch: wireHash })

const chain = z.strictObject({
  facts: z.strictObject({
    name: z.string(),
    chainId: z.int(),
    block: wireBlock,
    safe: wireKnown(safeStateAnswer),
    guardian: z.optional(wireKnown(safeStateAnswer)),
    timelock: wireKnown(timelockStateAnswer),
    proxies: z.array(namedProxyAnswer),
  }),
  operations: z.array(liveOperationAnswer),
  owners: z.optional(
    z.array(safeTreeAnswer).check(z.describe('What the owners of Safe and guardian are.')),
  ),
})

/** The desks of the configured protocols. */
export const queueAnswer = z.strictObject({
  chains: z
    .array(z.strictObject({ id: z.int(), name: z.string() }))
    .check(z.describe('That are served here, by the names that pages give them.')),
  protocols: z.array(
    z.strictObject({
      name: z.string(),
      chainId: z.int(),
      chain: z.optional(chain.check(z.describe('Absent where the chain has never answered.'))),
      readAt: z.number().check(z.describe('Milliseconds, by the clock of the server.')),
      stale: z.optional(staleAnswer),
      sources: sourcesAnswer,
      records: z.array(patchRecordAnswer),
      alarms: z.optional(z.array(patchAlarm)),
      reviews: z.optional(z.array(recordReview)),
      labels: labelsAnswer,
    }),
  ),
})

const drift = {
  isRunning: z.boolean().check(z.describe('A look is under way.')),
  first: z.optional(wireBlock.check(z.describe('Of the first look.'))),
  looked: z.optional(
    z
      .strictObject({ number: wireInteger('A block number'), timestamp: wireSeconds })
      .check(z.describe('The last look.')),
  ),
  unseen: z.array(z.string()).check(z.describe('What the last look could not compare.')),
  problem: z.optional(
    z
      .strictObject({ reason: z.string(), since: wireSeconds })
      .check(z.describe('Why it cannot be looked at, and since when by the clock of the server.')),
  ),
  alarms: z.array(alarm).check(z.describe('Ended ones too, oldest first.')),
}

const effects = (what: string) =>
  z.optional(
    z
      .strictObject({
        effects: z.optional(z.strictObject({ report: effectsReportSchema, hash: wireHash })),
        isRunning: z.boolean(),
        failure: z.optional(z.string()),
      })
      .check(
        z.describe(`What ${what} it did, beside what was expected. Absent where it was not done.`),
      ),
  )

/** A finding, and the block of the simulation or replay that answered it. */
export const findingAnswer = z.strictObject({
  ...reportParts.finding.shape,
  simulatedAt: z.optional(wireInteger('A block number')),
  replayedAt: z.optional(wireInteger('A block number')),
})

const custodyStepAnswer = z.strictObject({
  name: z.enum([
    'dossier',
    'schedule-signed',
    'scheduled',
    'cancel-signed',
    'cancelled',
    'execute-signed',
    'executed',
    'stray',
  ]),
  ...custodyStep,
  transaction: z.optional(proposedTransactionAnswer),
})

/** Another Safe transaction that wants the same nonce, field by field beside the one that is asked about. */
export const rivalAnswer = z.strictObject({
  safeTxHash: wireHash,
  key: wireHash.check(z.describe('Of its own summary.')),
  title: z.string(),
  isRejection: z.boolean().check(z.describe('It does nothing but use up the nonce.')),
  alsoSignedBy: z.array(wireAddress).check(z.describe('Those who signed both.')),
  signed: z.int().check(z.describe('Signatures of present owners.')),
  differences: z
    .array(
      z.strictObject({
        field: z.string(),
        form: z.enum(['address', 'bytes', 'text']),
        left: z.optional(z.string()),
        right: z.optional(z.string()),
        differs: z.boolean(),
      }),
    )
    .check(z.describe('left: the one that is asked about. right: this one.')),
})

const confirmed = {
  report: z.optional(wireHash.check(z.describe('Its document is at /api/v1/reports/{hash}.'))),
  confirmedBlock: z.optional(
    wireInteger('A block number').check(z.describe('The latest at which it came to the same.')),
  ),
}

/** What the page of a patch shows. */
export const patchSummaryAnswer = z.strictObject({
  protocol: z.string(),
  chainId: z.int(),
  block: readBlock,
  readAt: z.number().check(z.describe('Milliseconds, by the clock of the server.')),
  stale: z.optional(staleAnswer.check(z.describe('What is told was read before.'))),
  sources: sourcesAnswer,
  record: patchRecordAnswer.check(
    z.describe('Dossier, operation and Safe transactions, as in the queue.'),
  ),
  safes: z
    .array(wireKnown(safeStateAnswer))
    .check(z.describe('Safe and guardian, and Safes among their owners.')),
  owners: z
    .array(safeTreeAnswer)
    .check(z.describe('What the owners of Safe and guardian are, three levels down.')),
  timelock: z.optional(
    wireKnown(timelockStateAnswer).check(
      z.describe('Its delay and who holds which role, or why that is not known.'),
    ),
  ),
  proxies: z
    .array(namedProxyAnswer)
    .check(z.describe('Of the protocol, with the code that runs there now.')),
  labels: labelsAnswer,
  lead: z.optional(
    wireHash.check(
      z.describe('safeTxHash of the transaction that the page is about; see its …/signing.'),
    ),
  ),
  signatures: z
    .array(
      z.strictObject({
        safeTxHash: wireHash,
        signed: z.int().check(z.describe('Of present owners; others do not count.')),
        threshold: z.optional(z.int()),
      }),
    )
    .check(z.describe('How far each Safe transaction of it has got.')),
  rivals: z
    .array(rivalAnswer)
    .check(z.describe('What else wants the nonce of the lead: only one of them can ever execute.')),
  replaced: z
    .array(wireAddress)
    .check(z.describe('Configured proxies that get new code; of a beacon all that follow it.')),
  besides: z
    .int()
    .check(z.describe('How many calls it makes that are no upgrade that its dossier declares.')),
  obstacles: z
    .array(z.string())
    .check(z.describe('Why nobody can execute it now, where it is in the timelock and open.')),
  integrity: z
    .array(z.string())
    .check(
      z.describe(
        'Why it is not executed from the page though the chain may let it: integrity checks that fail, and drift.',
      ),
    ),
  decoded: z.array(decodedAnswer).check(z.describe('What its calls say, in their order.')),
  order: z.strictObject({
    before: z.optional(wireHash.check(z.describe('Operation that has to be done first.'))),
    after: z.array(wireHash).check(z.describe('Operations that wait for it.')),
  }),
  review: z.strictObject({ ...confirmed, isRunning: z.boolean() }),
  findings: z.optional(
    z.array(findingAnswer).check(z.describe('Of review, simulation and replay together.')),
  ),
  simulation: z.strictObject({
    ...confirmed,
    progress: z.optional(
      z
        .strictObject({
          phase: z.enum(['review', 'facts', 'turn', 'path', 'trials']),
          title: z.optional(z.string()),
          number: z.optional(z.int()),
          count: z.optional(z.int()),
        })
        .check(z.describe('Of one that is under way.')),
    ),
    failure: z.optional(z.string().check(z.describe('Why the last attempt came to nothing.'))),
  }),
  replay: z.strictObject({
    ...confirmed,
    standing: z.optional(
      z
        .enum(['of-other-bytes', 'old', 'current'])
        .check(
          z.describe(
            'Held against what would be executed now: the checks count a current one alone. Absent where it is over, or the chain is silent.',
          ),
        ),
    ),
    progress: z.optional(
      z
        .strictObject({
          phase: z.enum(['search', 'run']),
          last: z.int(),
          block: wireInteger('A block number'),
          outcomes: z
            .array(z.nullable(z.enum(replayOutcomes)))
            .check(z.describe('Of each transaction; null for one that has not been run.')),
        })
        .check(z.describe('Of one that is under way.')),
    ),
    stopped: z.optional(
      z
        .strictObject({
          last: z.int(),
          block: wireInteger('A block number'),
          done: z.int(),
          total: z.optional(z.int()),
          why: z.enum(['cancelled', 'failed', 'interrupted']),
          problem: z.optional(z.string()),
        })
        .check(z.describe('One that has stopped before its end, and can go on.')),
    ),
  }),
  drift: z.optional(
    z
      .strictObject(drift)
      .check(
        z.describe(
          'What has changed since it was first looked at. Absent where it waits for nothing.',
        ),
      ),
  ),
  scheduling: effects('scheduling'),
  execution: effects('executing'),
  custody: z
    .array(custodyStepAnswer)
    .check(z.describe('Each step with the bytes and code that it had.')),
  custodyVerdict: z.optional(
    custodyVerdict.check(
      z.describe('Of all steps that were taken. fail: the chain of custody is broken.'),
    ),
  ),
})

/** A dossier was stored. */
export const digestAnswer = z.strictObject({ digest: wireHash })

/** Sources were stored. */
export const savedSourcesAnswer = z.looseObject({ hash: wireHash, contract: z.string() })

/** What has changed under a patch. */
export const alarmsAnswer = z.strictObject({ patch: wireHash, stage, ...drift })

/** What owners have answered to findings. */
export const acknowledgementsAnswer = z.strictObject({
  acknowledgements: z.array(
    z.strictObject({
      chainId: z.int(),
      safe: wireAddress,
      patch: wireHash,
      check: z.string(),
      subject: z.string(),
      finding: wireHash,
      reason: z.string(),
      signer: wireAddress,
      signature: z.string().check(z.regex(/^0x[0-9a-f]*$/)),
      submittedAt: wireSeconds,
    }),
  ),
})

/** An acknowledgement was stored. */
export const savedAcknowledgementAnswer = z.strictObject({
  patch: wireHash,
  check: z.string(),
  finding: wireHash,
  signer: wireAddress,
})

/** Something is under way. */
export const runningAnswer = z.looseObject({ status: z.literal('running') })

/** Something was ended, or there was nothing to end. */
export const cancelledAnswer = z.strictObject({ cancelled: z.boolean() })
