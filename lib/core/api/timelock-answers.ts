import * as z from 'zod/mini'
import { orderedAnswer, wireCounts } from '@/lib/core/api/operation-answers'
import {
  wireAddress,
  wireBlock,
  wireDate,
  wireHash,
  wireInteger,
  wireKnown,
} from '@/lib/core/api/wire-values'
import { askedRolesSchema } from '@/lib/core/timelock/kind/asked-roles'
import { detectionSchema } from '@/lib/core/timelock/kind/detection-json'
import { settingSchema } from '@/lib/core/timelock/kind/setting-json'
import { silentDelaySchema } from '@/lib/core/timelock/kind/silent-delay'

const blockNumber = wireInteger('A block number')

const followed = {
  timelock: z.strictObject({ chainId: z.int(), address: wireAddress }),
  detection: detectionSchema,
  detectedBlock: z
    .optional(blockNumber)
    .check(
      z.describe(
        'At which block it was told to be that, with its history and roles; absent where only its code was looked at.',
      ),
    ),
  silentDelays: z
    .array(silentDelaySchema)
    .check(
      z.describe(
        'Changes of its delays of which no event tells, each with the block at which it was noticed; oldest first.',
      ),
    ),
  firstBlock: wireKnown(blockNumber).check(z.describe('The block in which its code came to be.')),
  scanFrom: blockNumber,
  why: z.enum(['config', 'asked', 'found']),
  since: wireDate,
  indexed: z.optional(wireBlock),
  finalizedBlock: z.optional(blockNumber),
  headBlock: z.optional(blockNumber),
  problem: z.optional(z.strictObject({ text: z.string(), since: wireDate })),
  modified: wireDate,
}

/** A followed timelock. */
export const timelockAnswer = z.strictObject(followed)

/** All timelocks that are followed. */
export const timelockListAnswer = z.strictObject({ timelocks: z.array(timelockAnswer) })

/** A followed timelock with its coverage and its counts. */
export const timelockPageAnswer = z.strictObject({
  ...followed,
  heardAt: z
    .optional(wireDate)
    .check(
      z.describe(
        'When its nodes told their newest block last: all of this is as old as that. Absent where they never have.',
      ),
    ),
  roles: z.optional(askedRolesSchema),
  roleIncidents: z
    .array(z.string())
    .check(z.describe('Where the contract contradicts its events about who holds what, in words.')),
  counts: wireCounts,
  scanned: z.array(
    z.strictObject({
      fromBlock: blockNumber,
      toBlock: blockNumber,
      blockHash: z.optional(wireHash),
      nodes: z.array(z.string()),
      problem: z.optional(z.string()),
      scannedAt: wireDate,
    }),
  ),
  unscanned: z
    .array(z.strictObject({ fromBlock: blockNumber, toBlock: blockNumber }))
    .check(z.describe('Blocks of which nothing can be said.')),
  calls: z.optional(
    z
      .strictObject({
        byInputs: z
          .array(z.strictObject({ fromBlock: blockNumber, toBlock: blockNumber }))
          .check(z.describe('Of which only the inputs of transactions were looked at.')),
        unsearched: z.array(z.strictObject({ fromBlock: blockNumber, toBlock: blockNumber })),
      })
      .check(z.describe('Where calls were looked for that schedule without an event.')),
  ),
  upgraded: z
    .array(wireAddress)
    .check(
      z.describe(
        'Proxies and beacons that its newest operations upgrade, and the known proxies of those beacons.',
      ),
    ),
  order: z
    .array(orderedAnswer)
    .check(
      z.describe('Operations that are not over and wait for others, with what they wait for.'),
    ),
  isOrderCut: z.boolean().check(z.describe('Whether there are more of them.')),
})

/** What stands at an address, by its code and its answers. */
export const previewAnswer = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('timelock'),
    detection: detectionSchema,
    head: blockNumber.check(z.describe('The block at which it was asked.')),
  }),
  z.strictObject({
    kind: z.literal('other'),
    reason: z.string().check(z.describe('Why it is no timelock that is understood.')),
    found: z
      .looseObject({
        kind: z.enum(['account', 'delegated', 'safe', 'proxy', 'token', 'contract', 'unknown']),
      })
      .check(z.describe('What it is instead, by its own words.')),
  }),
])

/** Roles, delays and admins of a timelock as they changed. */
export const settingsAnswer = z.strictObject({
  settings: z.array(settingSchema).check(z.describe('Newest first; the last thousand.')),
  unscanned: z.array(z.strictObject({ fromBlock: blockNumber, toBlock: blockNumber })),
})
