import * as z from 'zod/mini'
import { decodedAnswer } from '@/lib/core/api/decoded-answer'
import {
  wireAddress,
  wireBlock,
  wireHash,
  wireInteger,
  wireSeconds,
  wireVerdicts,
} from '@/lib/core/api/wire-values'
import { stages } from '@/lib/core/patch/stage'

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

/** The desks of the configured protocols. */
export const queueAnswer = z.strictObject({
  chains: z
    .array(z.strictObject({ id: z.int(), name: z.string() }))
    .check(z.describe('That are served here, by the names that pages give them.')),
  protocols: z.array(
    z.looseObject({
      name: z.string(),
      chainId: z.int(),
      records: z.array(z.looseObject({ key: wireHash, title: z.string(), stage })),
      reviews: z.optional(z.array(recordReview)),
    }),
  ),
})

const reading = (what: string) =>
  z.optional(z.looseObject({}).check(z.describe(`${what} Absent where there is nothing to tell.`)))

/** What the page of a patch shows. */
export const patchSummaryAnswer = z.strictObject({
  protocol: z.string(),
  chainId: z.int(),
  block: z.optional(wireBlock.check(z.describe('At which the chain was read.'))),
  readAt: z.number().check(z.describe('Milliseconds, by the clock of the server.')),
  stale: z.optional(
    z.looseObject({ reason: z.string() }).check(z.describe('What is told was read before.')),
  ),
  record: z
    .looseObject({ key: wireHash, title: z.string(), stage })
    .check(z.describe('Dossier, operation and Safe transactions, as in the queue.')),
  safes: z
    .array(z.looseObject({ known: z.boolean() }))
    .check(z.describe('Safe and guardian, and Safes among their owners.')),
  timelock: z.optional(
    z
      .looseObject({ known: z.boolean() })
      .check(z.describe('Its delay and who holds which role, or why that is not known.')),
  ),
  proxies: z
    .array(z.looseObject({ name: z.string(), address: wireAddress }))
    .check(z.describe('Of the protocol, with the code that runs there now.')),
  labels: z
    .record(z.string(), z.string())
    .check(z.describe('Names of addresses in the configuration, by the address in lower case.')),
  obstacles: z
    .array(z.string())
    .check(z.describe('Why nobody can execute it now, where it is in the timelock and open.')),
  decoded: z.array(decodedAnswer).check(z.describe('What its calls say, in their order.')),
  order: z.strictObject({
    before: z.optional(wireHash.check(z.describe('Operation that has to be done first.'))),
    after: z.array(wireHash).check(z.describe('Operations that wait for it.')),
  }),
  review: z.strictObject({
    report: z.optional(wireHash),
    confirmedBlock: z.optional(wireInteger('A block number')),
    isRunning: z.boolean(),
  }),
  findings: z.optional(
    z
      .array(z.looseObject({ check: z.string(), verdict: z.string() }))
      .check(z.describe('Of review, simulation and replay together.')),
  ),
  simulation: z.looseObject({ report: z.optional(wireHash) }),
  replay: z.looseObject({ report: z.optional(wireHash) }),
  drift: reading('What has changed since it was first looked at.'),
  scheduling: reading('What scheduling it did, beside what was expected.'),
  execution: reading('What executing it did, beside what was expected.'),
  custody: z
    .array(z.looseObject({}))
    .check(z.describe('Each step with the bytes and code that it had.')),
})

/** A dossier was stored. */
export const digestAnswer = z.strictObject({ digest: wireHash })

/** Sources were stored. */
export const savedSourcesAnswer = z.looseObject({ hash: wireHash, contract: z.string() })

const alarm = z.looseObject({
  kind: z.string(),
  what: z.string(),
  before: z.string(),
  after: z.string(),
  firstBlock: wireInteger('A block number'),
  lastBlock: wireInteger('A block number'),
})

/** What has changed under a patch. */
export const alarmsAnswer = z.looseObject({
  patch: wireHash,
  stage,
  isRunning: z.boolean(),
  unseen: z.array(z.string()),
  alarms: z.array(alarm),
})

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
