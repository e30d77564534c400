import * as z from 'zod/mini'
import { patchAlarm, recordReview } from '@/lib/core/api/patch-answers'
import {
  labelsAnswer,
  patchRecordAnswer,
  readBlock,
  safeStateAnswer,
  staleAnswer,
} from '@/lib/core/api/record-answers'
import { wireAddress, wireHash, wireInteger, wireKnown } from '@/lib/core/api/wire-values'

const brief = {
  safe: z.strictObject({ chainId: z.int(), address: wireAddress }),
  role: z.string().check(z.describe('What it is there for, in words.')),
  protocols: z.array(z.string()),
  block: readBlock,
  readAt: z.optional(z.number().check(z.describe('Milliseconds, by the clock of the server.'))),
  stale: z.optional(staleAnswer),
  state: wireKnown(safeStateAnswer),
}

/** The Safes of an instance. */
export const safeListAnswer = z.strictObject({ safes: z.array(z.strictObject(brief)) })

/** What the page of a Safe shows. */
export const safeAnswer = z.strictObject({
  ...brief,
  records: z
    .array(patchRecordAnswer)
    .check(z.describe('What is proposed for it or was executed by it, as in the queue.')),
  delegates: z
    .array(z.strictObject({ delegate: wireAddress, delegator: wireAddress, label: z.string() }))
    .check(z.describe('Who may propose in the name of an owner. Their signatures do not count.')),
  gaps: z
    .array(z.strictObject({ first: wireInteger('A nonce'), last: wireInteger('A nonce') }))
    .check(z.describe('Nonces for which nothing is proposed, though something waits behind them.')),
  rivals: z
    .array(z.strictObject({ nonce: wireInteger('A nonce'), safeTxHashes: z.array(wireHash) }))
    .check(z.describe('Nonces that several want. Only one of them can ever execute.')),
  alarms: z.array(patchAlarm).check(z.describe('What has changed under its records.')),
  reviews: z.array(recordReview),
  labels: labelsAnswer,
})
