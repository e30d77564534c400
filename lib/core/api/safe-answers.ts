import * as z from 'zod/mini'
import { recordReview } from '@/lib/core/api/patch-answers'
import {
  wireAddress,
  wireBlock,
  wireHash,
  wireInteger,
  wireKnown,
} from '@/lib/core/api/wire-values'
import { stages } from '@/lib/core/patch/stage'

/** What a Safe said of itself. */
const wireSafe = z.strictObject({
  safe: z.strictObject({ chainId: z.int(), address: wireAddress }),
  version: z.string().check(z.describe('What VERSION() answers.')),
  singleton: wireAddress,
  owners: z.array(wireAddress),
  threshold: z.int(),
  nonce: wireInteger('The nonce of its next transaction'),
  modules: z.array(wireAddress),
  guard: wireAddress.check(z.describe('The zero address where none is set.')),
  fallbackHandler: wireAddress,
})

const brief = {
  safe: z.strictObject({ chainId: z.int(), address: wireAddress }),
  role: z.string().check(z.describe('What it is there for, in words.')),
  protocols: z.array(z.string()),
  block: z.optional(wireBlock.check(z.describe('At which its chain was read.'))),
  readAt: z.optional(z.number().check(z.describe('Milliseconds, by the clock of the server.'))),
  stale: z.optional(
    z.looseObject({ reason: z.string() }).check(z.describe('What is told was read before.')),
  ),
  state: wireKnown(wireSafe),
}

/** The Safes of an instance. */
export const safeListAnswer = z.strictObject({ safes: z.array(z.strictObject(brief)) })

/** What the page of a Safe shows. */
export const safeAnswer = z.strictObject({
  ...brief,
  records: z
    .array(z.looseObject({ key: wireHash, title: z.string(), stage: z.enum(stages) }))
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
  alarms: z
    .array(z.looseObject({ patch: wireHash }))
    .check(z.describe('What has changed under its records.')),
  reviews: z.array(recordReview),
  labels: z
    .record(z.string(), z.string())
    .check(z.describe('Names of addresses in the configuration, by the address in lower case.')),
})
