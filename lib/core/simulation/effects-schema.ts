import * as z from 'zod/mini'
import { addressField, decimalField, maximumUint256 } from '@/lib/core/chain/wire-fields'

const text = z.string()
const uint = (meaning: string) => decimalField(maximumUint256, meaning)
const kinds = [
  'write',
  'balance',
  'nonce',
  'code',
  'ether',
  'transfer',
  'allowance',
  'creation',
  'event',
] as const
const kind = z.enum(kinds)

const effectSchema = z.strictObject({
  kind,
  contract: addressField,
  place: text,
  name: text,
  before: z.optional(text),
  after: text,
  variables: z.optional(
    z.array(
      z.strictObject({ path: text, type: text, before: z.optional(text), after: z.optional(text) }),
    ),
  ),
})

/** Effects as they stand in a document. */
export const effectsSchema = z.strictObject({
  source: z.enum(['fork', 'eth_simulateV1', 'trace', 'receipt']),
  at: z.strictObject({ number: uint('a block number'), timestamp: uint('seconds') }),
  ending: z.discriminatedUnion('status', [
    z.strictObject({ status: z.literal('done') }),
    z.strictObject({ status: z.literal('reverted'), reason: text }),
    z.strictObject({ status: z.literal('unknown'), reason: text }),
  ]),
  effects: z.array(effectSchema),
  unseen: z.array(z.strictObject({ kinds: z.array(kind), reason: text })),
})

const difference = z.strictObject({
  kind: z.enum([...kinds, 'ending']),
  what: text,
  expected: text,
  actual: text,
  rule: z.optional(z.enum(['time', 'block number', 'start'])),
})

/** A comparison of effects as it stands in a document. */
export const comparisonSchema = z.strictObject({
  verdict: z.enum(['same', 'different', 'unknown']),
  differences: z.array(difference),
  explained: z.array(difference),
  unseen: z.array(text),
})
