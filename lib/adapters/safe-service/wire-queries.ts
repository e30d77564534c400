import { z } from 'zod'
import { wireAddress, wireHash, wireText, wireUint } from './wire-fields'

const wireBoolean = z
  .string()
  .refine((text) => /^(true|false|1|0)$/i.test(text), 'Must be true or false.')
  .transform((text) => /^(true|1)$/i.test(text))

const wireDate = z
  .string()
  // Within the years that a database column takes.
  .refine((text) => /^[1-9]\d{3}-/.test(text), 'Enter a valid date/time.')
  .refine((text) => !Number.isNaN(Date.parse(text)), 'Enter a valid date/time.')
  .transform((text) => new Date(text))

const positive = (maximum: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'A whole number is expected.')
    .transform((text) => Math.min(Number(text), maximum))

export type Page = { limit: number; offset: number }

/** `limit` is cut down to what the service gives at most; 0 and nothing mean the default. */
export function pageQuery({ usual, most }: { usual: number; most: number }) {
  return z
    .object({ limit: positive(most).optional(), offset: positive(999_999_999).optional() })
    .transform(({ limit, offset }): Page => ({ limit: limit || usual, offset: offset ?? 0 }))
}

/** Filters of GET /v2/safes/{safe}/multisig-transactions/ */
export const transactionsQuery = z.object({
  executed: wireBoolean.optional(),
  // Unsigned proposals are hidden unless asked for.
  trusted: wireBoolean.default(true),
  has_confirmations: wireBoolean.optional(),
  failed: wireBoolean.optional(),
  safe_tx_hash: wireHash.optional(),
  to: wireAddress.optional(),
  transaction_hash: wireHash.optional(),
  nonce: wireUint.optional(),
  nonce__gt: wireUint.optional(),
  nonce__gte: wireUint.optional(),
  nonce__lt: wireUint.optional(),
  nonce__lte: wireUint.optional(),
  value: wireUint.optional(),
  value__gt: wireUint.optional(),
  value__gte: wireUint.optional(),
  value__lt: wireUint.optional(),
  value__lte: wireUint.optional(),
  modified__gt: wireDate.optional(),
  modified__gte: wireDate.optional(),
  modified__lt: wireDate.optional(),
  modified__lte: wireDate.optional(),
  submission_date__gt: wireDate.optional(),
  submission_date__gte: wireDate.optional(),
  submission_date__lt: wireDate.optional(),
  submission_date__lte: wireDate.optional(),
  execution_date__gt: wireDate.optional(),
  execution_date__gte: wireDate.optional(),
  execution_date__lt: wireDate.optional(),
  execution_date__lte: wireDate.optional(),
  ordering: z
    .string()
    .regex(
      /^-?(nonce|created|modified)(,-?(nonce|created|modified)){0,2}$/,
      'Ordering is by nonce, created or modified.',
    )
    .optional(),
})

/** GET /v2/safes/{safe}/all-transactions/ */
export const allTransactionsQuery = z.object({
  executed: wireBoolean.optional(),
  trusted: wireBoolean.default(true),
  ordering: z.enum(['timestamp', '-timestamp'], 'Ordering field is not valid').optional(),
})

/** GET /v1/safes/{safe}/messages/ */
export const messagesQuery = z.object({
  ordering: z.enum(['created', '-created'], 'Ordering is by created.').optional(),
})

/** GET /v2/delegates */
export const delegatesQuery = z
  .object({
    safe: wireAddress.optional(),
    delegate: wireAddress.optional(),
    delegator: wireAddress.optional(),
    label: wireText(50).optional(),
  })
  .refine(
    (query) => Object.values(query).some((value) => value !== undefined),
    'At least one query param must be provided',
  )
