import * as z from 'zod/mini'
import {
  addressField,
  bytesField,
  decimalField,
  hashField,
  maximumUint256,
} from '@/lib/core/chain/wire-fields'
import { replayOutcomes } from './replay-result'
import { replayWays } from './replay-way'

const uint = (meaning: string) => decimalField(maximumUint256, meaning)

/** What a transaction adds up to; less is negative. */
const sum = z.pipe(
  z.string().check(z.regex(/^(?:0|-?[1-9]\d{0,78})$/, 'Expected an amount in decimal digits.')),
  z.transform((value) => BigInt(value)),
)

const count = z.int().check(z.nonnegative())
const text = z.string().check(z.maxLength(2_000))
const traced = z.strictObject({ data: bytesField(256), size: count })
const called = z.strictObject({ proxy: addressField, selector: bytesField(4) })
const outcome = z.enum(replayOutcomes)
const state = z.enum(['exact', 'cumulative'])

const difference = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('output'), before: traced, after: traced }),
  z.strictObject({
    kind: z.literal('event'),
    change: z.enum(['gone', 'new', 'moved']),
    address: addressField,
    topics: z.array(hashField).check(z.maxLength(4)),
    data: traced,
  }),
  z.strictObject({
    kind: z.literal('storage'),
    address: addressField,
    slot: hashField,
    before: hashField,
    after: hashField,
  }),
  z.strictObject({ kind: z.literal('ether'), address: addressField, before: sum, after: sum }),
  z.strictObject({
    kind: z.literal('token'),
    standard: z.enum(['erc20', 'erc721', 'erc1155']),
    token: addressField,
    holder: addressField,
    id: z.optional(uint('the id of a token')),
    before: sum,
    after: sum,
  }),
  z.strictObject({ kind: z.literal('nonce'), address: addressField, before: sum, after: sum }),
  z.strictObject({
    kind: z.literal('code'),
    address: addressField,
    before: z.optional(hashField),
    after: z.optional(hashField),
  }),
])

const end = z.strictObject({
  succeeded: z.boolean(),
  gasUsed: uint('gas'),
  revert: z.optional(z.strictObject({ data: traced, error: text })),
})

/** One transaction, as a run that is to go on keeps it too. */
export const replayResultSchema = z.strictObject({
  hash: hashField,
  blockNumber: uint('a block number'),
  index: count,
  outcome,
  reason: z.optional(text),
  state,
  way: z.optional(z.enum(replayWays)),
  called: z.optional(called),
  before: z.optional(end),
  after: z.optional(end),
  differences: z.array(difference),
  leftOut: count,
})

const gasPair = z.strictObject({ before: uint('gas'), after: uint('gas') })

const source = z.strictObject({
  kind: z.enum(['traces', 'blocks', 'list']),
  last: z.optional(count),
  fromBlock: z.optional(uint('a block number')),
  toBlock: z.optional(uint('a block number')),
  missing: z.optional(z.array(hashField)),
})

const override = z.strictObject({
  address: addressField,
  slot: hashField,
  word: hashField,
  before: z.optional(hashField),
  reason: text,
})

/** Words that the new code finds otherwise, as a file has them. */
export const overridesSchema = z.array(override).check(z.maxLength(10_000))

/** Hashes of transactions, as a file has them. */
export const hashesSchema = z.array(hashField).check(z.maxLength(1_000_000))

const replaced = z.strictObject({
  proxy: addressField,
  kind: z.enum(['transparent', 'uups', 'beacon']),
  holder: addressField,
  slot: hashField,
  from: addressField,
  to: addressField,
  codeHash: hashField,
})

const subject = z.strictObject({
  chainId: z.int().check(z.positive('A chain id is at least 1.')),
  block: z.strictObject({
    number: uint('a block number'),
    hash: hashField,
    timestamp: uint('seconds since the epoch'),
  }),
  replaced: z.array(replaced),
  overrides: z.array(override),
})

/** Where a run stands that is to go on. */
export const replayCursorSchema = z.strictObject({
  schema: z.literal('suture/replay-cursor/1'),
  subject,
  mode: z.enum(['exact', 'screening']),
  source,
  gaps: z.array(text),
  places: z.array(z.strictObject({ hash: hashField, blockNumber: uint('a block number') })),
})

/**
 * Parts by the names under which the published schema has them.
 *
 * @internal
 */
export const replayParts = {
  difference,
  replayEnd: end,
  replayResult: replayResultSchema,
  replaced,
  foundInstead: override,
}

/** The wire form of a replay, read into its type. */
export const replaySchema = z.strictObject({
  schema: z.literal('suture/replay/1'),
  subject,
  mode: z.enum(['exact', 'screening']),
  source,
  counts: z.strictObject({
    'newly succeeds': count,
    'newly reverts': count,
    different: count,
    same: count,
    'not reproducible': count,
    unknown: count,
    'not run': count,
  }),
  ways: z.strictObject({ trace: count, calls: count, fork: count, simulation: count }),
  groups: z.array(
    z.strictObject({
      outcome: z.enum(['newly succeeds', 'newly reverts', 'different']),
      called: z.optional(called),
      causes: z.array(text),
      transactions: count,
      first: hashField,
      last: hashField,
      examples: z.array(replayResultSchema),
      declared: z.optional(z.strictObject({ by: z.enum(['operator', 'proposer']), reason: text })),
    }),
  ),
  gas: z.array(
    z.strictObject({
      proxy: addressField,
      selector: bytesField(4),
      transactions: count,
      before: uint('gas'),
      after: uint('gas'),
      worst: z.strictObject({ hash: hashField, before: uint('gas'), after: uint('gas') }),
    }),
  ),
  transactions: z.array(
    z.strictObject({
      hash: hashField,
      blockNumber: uint('a block number'),
      index: count,
      outcome,
      reason: z.optional(text),
      state,
      group: z.optional(count),
      gas: z.optional(gasPair),
    }),
  ),
  gaps: z.array(text),
})
