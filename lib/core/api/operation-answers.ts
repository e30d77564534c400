import * as z from 'zod/mini'
import { custodyStep } from '@/lib/core/api/custody-answer'
import { decodedAnswer } from '@/lib/core/api/decoded-answer'
import { wirePosition } from '@/lib/core/api/wire-position'
import {
  wireAddress,
  wireBlock,
  wireHash,
  wireInteger,
  wireKnown,
  wireSeconds,
  wireSelector,
  wireVerdicts,
} from '@/lib/core/api/wire-values'
import { bytesField } from '@/lib/core/chain/wire-fields'
import { mostDecoded } from '@/lib/core/timelock/kind/decode-queued-call'
import { detectionSchema } from '@/lib/core/timelock/kind/detection-json'
import { operationSchema } from '@/lib/core/timelock/kind/operation-json'
import { operationRiskKinds } from '@/lib/core/timelock/kind/operation-risk'
import { operationStandings } from '@/lib/core/timelock/kind/operation-standing'
import { queueGroups } from '@/lib/core/timelock/kind/queue-group'

/** Where an operation stands. */
export const wireStanding = z
  .enum(operationStandings)
  .check(
    z.describe(
      'blocked: due, but its predecessor is not done, or the contract would refuse it. stale: expired. passed: over, and nothing tells whether it was executed or skipped. unknown: nothing that could be asked tells.',
    ),
  )

const timelockOf = z.strictObject({ chainId: z.int(), address: wireAddress })

const moment = z.strictObject({
  blockNumber: wireInteger('A block number'),
  timestamp: wireSeconds,
})

const listed = {
  timelock: timelockOf,
  kind: detectionSchema.shape.kind,
  id: wireHash,
  standing: wireStanding,
  due: wireSeconds.check(z.describe('From when it can be executed.')),
  expires: z.optional(wireSeconds),
  scheduled: z.strictObject({ ...moment.shape, transactionHash: wireHash }),
  cancelled: z.optional(moment),
  executed: z.optional(moment),
  isFinal: z
    .boolean()
    .check(z.describe('Whether a reorganisation of its newest event is not expected any more.')),
  predecessor: z.optional(wireHash),
  predecessorDone: z.optional(z.boolean()),
  waitsFor: z.optional(
    wireHash.check(
      z.describe(
        'What the contract said has to be done first where there is no predecessor: what is next in a queue.',
      ),
    ),
  ),
  calls: z.int().check(z.describe('How many calls it makes.')),
  targets: z.array(wireAddress),
  selectors: z.array(wireSelector),
  proposer: z.optional(
    wireAddress.check(
      z.describe(
        'Who scheduled it: as an event says, or as its transaction proves; else left out.',
      ),
    ),
  ),
  instances: z.int().check(z.describe('How often it was scheduled.')),
  risks: z.array(z.enum(operationRiskKinds)),
  told: wireKnown(
    z.strictObject({ standing: wireStanding, blockNumber: wireInteger('A block number') }),
  ).check(z.describe('What the contract itself said last, since the newest event.')),
  mismatch: z.optional(
    z.string().check(z.describe('Where the contract contradicts its events, in words.')),
  ),
}

/** An operation of a list. */
const listedOperationAnswer = z.strictObject(listed)

/** What a list cannot tell of, so that nobody takes it for nothing. */
const coverageAnswer = z.strictObject({
  timelocks: z.int().check(z.describe('How many followed timelocks the list is of.')),
  incomplete: z
    .array(z.strictObject({ timelock: timelockOf, reason: z.string() }))
    .check(
      z.describe(
        'Timelocks whose events are not all known up to the newest block; at most a hundred. They may have operations that are not listed.',
      ),
    ),
})

/** A page of operations. */
export const operationListAnswer = z.strictObject({
  operations: z.array(listedOperationAnswer),
  next: z.optional(
    z.string().check(z.describe('Address of the next page; absent on the last one.')),
  ),
  coverage: coverageAnswer,
})

/** By the groups of the queue, which are the states that a list is asked for. */
export const wireCounts = z
  .record(z.enum(queueGroups), z.int())
  .check(
    z.describe(
      'How many operations are in each group of the queue. overlooked: ready for a week and more, and not counted as ready.',
    ),
  )

/** How many operations are in each group of the queue. */
export const countsAnswer = z.strictObject({
  counts: wireCounts,
  coverage: coverageAnswer,
})

const hasCode = wireKnown(z.boolean())

/** What the chain itself says when it is asked about the accounts that an operation is about. */
const surroundingsAnswer = z.strictObject({
  block: wireKnown(wireBlock).check(z.describe('At which the rest was read.')),
  balance: wireKnown(wireInteger('Wei')).check(z.describe('Of the timelock.')),
  targets: z
    .array(
      z.strictObject({
        address: wireAddress,
        scheduled: hasCode.check(z.describe('In the block in which it was scheduled last.')),
        now: hasCode,
      }),
    )
    .check(
      z.describe('Whether each target has code: a call to one without succeeds and does nothing.'),
    ),
})

/** One hand through which an operation went. */
const custodyStepAnswer = z.strictObject({
  name: z.enum(['scheduled', 'cancelled', 'executed']),
  ...custodyStep,
})

/** An operation as one step of an order. */
export const orderedAnswer = z.strictObject({
  id: wireHash,
  standing: wireStanding,
  due: wireSeconds,
  predecessor: z.optional(wireHash),
  predecessorDone: z.optional(z.boolean()),
  targets: z.array(wireAddress),
  selectors: z.array(wireSelector),
})

/** One operation with all that is known of it. */
export const operationAnswer = z.strictObject({
  ...listed,
  operation: operationSchema,
  decoded: z
    .array(decodedAnswer)
    .check(z.describe(`What its calls say, in their order; of the first ${mostDecoded}.`)),
  detection: detectionSchema,
  indexed: z.optional(wireBlock),
  logs: z.array(
    z.strictObject({
      topics: z.array(wireHash),
      data: bytesField(16_000_000),
      position: wirePosition,
    }),
  ),
  before: z.optional(z.strictObject({ id: wireHash, standing: wireStanding, due: wireSeconds })),
  after: z.array(z.strictObject({ id: wireHash, standing: wireStanding, due: wireSeconds })),
  order: z.array(orderedAnswer),
  isOrderCut: z.boolean(),
  execute: z.optional(call()),
  cancel: z.optional(call()),
  reproduce: z
    .array(z.strictObject({ title: z.string(), command: z.string() }))
    .check(z.describe('Lines for a shell that hold it against another node, without this server.')),
  review: z
    .strictObject({
      last: z.optional(
        z.strictObject({
          report: wireHash,
          block: wireInteger('A block number'),
          verdicts: wireVerdicts,
        }),
      ),
      isRunning: z.boolean(),
    })
    .check(z.describe('What its last review here came to; only somebody who asks begins one.')),
  surroundings: surroundingsAnswer,
  custody: z
    .array(custodyStepAnswer)
    .check(
      z.describe('The transactions that were mined, held against the events, for kinds that hash.'),
    ),
})

function call() {
  return z.strictObject({
    target: wireAddress,
    value: wireInteger('Wei'),
    data: bytesField(16_000_000),
  })
}
