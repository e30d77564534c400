import * as z from 'zod/mini'
import {
  addressField,
  bytesField,
  decimalField,
  hashField,
  maximumUint256,
} from '@/lib/core/chain/wire-fields'
import { reportParts } from './report-schema'

const uint = (meaning: string) => decimalField(maximumUint256, meaning)
const text = z.string()
const count = z.int().check(z.nonnegative())
const facts = z.array(z.tuple([text, text]))
const unknown = z.strictObject({ known: z.literal(false), reason: text })

function known<T extends z.ZodMiniType>(value: T) {
  return z.discriminatedUnion('known', [z.strictObject({ known: z.literal(true), value }), unknown])
}

function change<T extends z.ZodMiniType>(value: T) {
  return z.strictObject({ before: value, after: value })
}

/** Only the first bytes of what was longer; `size` is that of all. */
const traced = z.strictObject({ data: bytesField(65_536), size: count })

const log = z.strictObject({ address: addressField, topics: z.array(hashField), data: traced })

const frame = z.strictObject({
  depth: count,
  kind: z.enum([
    'CALL',
    'CALLCODE',
    'DELEGATECALL',
    'STATICCALL',
    'CREATE',
    'CREATE2',
    'SELFDESTRUCT',
  ]),
  from: addressField,
  to: z.optional(addressField),
  context: z.optional(addressField),
  value: uint('wei'),
  gasUsed: uint('gas'),
  input: traced,
  output: traced,
  error: z.optional(text),
  undone: z.boolean(),
})

const transfer = { from: addressField, to: addressField, amount: uint('an amount') }

const transaction = z.strictObject({
  from: addressField,
  to: addressField,
  succeeded: z.boolean(),
  gasUsed: uint('gas'),
  logs: z.array(log),
  transfers: z.array(z.strictObject(transfer)),
  output: z.optional(traced),
  frames: known(z.array(frame)),
})

const failed = {
  name: z.optional(text),
  message: text,
  facts,
  depth: count,
  at: z.optional(addressField),
  called: text,
  data: traced,
}

const step = z.strictObject({
  kind: z.enum(['approve', 'schedule', 'wait', 'execute']),
  title: text,
  outcome: z.discriminatedUnion('status', [
    z.strictObject({ status: z.literal('done'), transaction: z.optional(transaction) }),
    z.strictObject({
      status: z.literal('reverted'),
      transaction,
      failure: z.strictObject({ ...failed, cause: z.optional(z.strictObject(failed)) }),
    }),
    z.strictObject({ status: z.literal('not reached') }),
    z.strictObject({ status: z.literal('unknown'), reason: text }),
  ]),
})

const override = z.strictObject({
  kind: z.enum(['storage', 'balance', 'sender', 'time', 'gas', 'transaction']),
  address: z.optional(addressField),
  slot: z.optional(hashField),
  value: z.optional(text),
  reason: text,
})

const side = z.strictObject({ text, sound: z.boolean() })

const slot = z.strictObject({
  slot: hashField,
  before: hashField,
  after: hashField,
  variables: z.array(
    z.strictObject({
      path: text,
      type: text,
      origin: z.enum(['sources', 'standard']),
      before: z.optional(side),
      after: z.optional(side),
    }),
  ),
  problem: z.optional(text),
})

const contract = z.strictObject({
  address: addressField,
  balance: z.optional(change(uint('wei'))),
  nonce: z.optional(change(uint('a nonce'))),
  codeHash: z.optional(
    z.strictObject({ before: z.optional(hashField), after: z.optional(hashField) }),
  ),
  storage: z.array(slot),
})

const moved = { ...transfer, step: count }
const token = { token: addressField, id: uint('an id') }

const move = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ether'), ...moved }),
  z.strictObject({ kind: z.literal('erc20'), ...moved, token: addressField }),
  z.strictObject({
    kind: z.literal('erc721'),
    step: count,
    from: addressField,
    to: addressField,
    ...token,
  }),
  z.strictObject({ kind: z.literal('erc1155'), ...moved, ...token }),
])

const allowed = { step: count, token: addressField, owner: addressField, spender: addressField }

const allowance = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('amount'), ...allowed, amount: uint('an amount') }),
  z.strictObject({ kind: z.literal('token'), ...allowed, id: uint('an id') }),
  z.strictObject({ kind: z.literal('all'), ...allowed, approved: z.boolean() }),
])

const flows = z.strictObject({
  moves: z.array(move),
  allowances: z.array(allowance),
  unread: z.array(z.strictObject({ step: count, token: addressField, name: text })),
})

const read = z.strictObject({
  contract: addressField,
  expression: text,
  before: text,
  after: text,
})

/** Which kinds of facts there are depends on the version that tried it, so any word is read. */
const fact = z.discriminatedUnion('known', [
  z.strictObject({
    subject: text,
    kind: text,
    known: z.literal(true),
    anchor: reportParts.anchor,
  }),
  z.strictObject({ subject: text, kind: text, known: z.literal(false), reason: text }),
])

/**
 * Parts by the names under which the published schema has them.
 *
 * @internal
 */
export const simulationParts = {
  traced,
  frame,
  transaction,
  step,
  override,
  contract,
  flows,
  read,
  simulatedFact: fact,
}

/** The wire form of a simulation, read into its type. */
export const simulationSchema = z.strictObject({
  schema: z.literal('suture/simulation/1'),
  input: reportParts.input,
  simulation: z.strictObject({
    chainId: z.int().check(z.positive('A chain id is at least 1.')),
    block: z.strictObject({
      number: uint('a block number'),
      hash: hashField,
      timestamp: uint('seconds since the epoch'),
    }),
    engine: z.enum(['fork', 'eth_simulateV1']),
    path: z.enum(['schedule and execute', 'schedule', 'execute', 'direct']),
    safeTxHash: z.optional(hashField),
    operationId: z.optional(hashField),
    gasLimit: known(uint('gas')),
    overrides: z.array(override),
    steps: z.array(step),
    diff: known(z.strictObject({ contracts: z.array(contract), undecoded: count })),
    flows,
    created: z.array(addressField),
    compared: z.optional(known(z.strictObject({ differences: z.array(text) }))),
    gaps: z.array(text),
    verdict: z.enum(['pass', 'fail', 'unknown']),
  }),
  reads: known(z.array(read)),
  abis: z.record(text, z.array(z.unknown())),
  bundles: z.record(text, hashField),
  facts: z.array(fact),
  findings: z.array(reportParts.finding),
  verdict: reportParts.verdict,
})
