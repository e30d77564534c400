import * as z from 'zod/mini'

const hash = z.string().check(z.regex(/^0x[0-9a-f]{64}$/))
const address = z.string().check(z.regex(/^0x[0-9a-fA-F]{40}$/))
const bytes = z.string().check(z.regex(/^0x(?:[0-9a-fA-F]{2})*$/))
const digits = z.string().check(z.regex(/^\d{1,78}$/))
const chainId = z.int().check(z.positive())

/** How a Safe transaction travels: as `suture hash safe-tx` reads it. */
const wireTransaction = z.strictObject({
  chainId,
  safe: address,
  /** VERSION() of the Safe: it decides what is hashed. */
  version: z.string(),
  to: address,
  value: digits,
  data: bytes,
  operation: z.union([z.literal(0), z.literal(1)]),
  safeTxGas: digits,
  baseGas: digits,
  gasPrice: digits,
  gasToken: address,
  refundReceiver: address,
  nonce: digits,
})

/**
 * One line of what an instance hands on to another one: all that it keeps for its protocols and that no chain has. Each proves
 * itself: by its hash, or by its signatures.
 */
export const exchangeRecord = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('instance'), schema: z.literal('suture/exchange/1') }),
  z.strictObject({ kind: z.literal('dossier'), digest: hash, json: z.string() }),
  z.strictObject({
    kind: z.literal('sources'),
    hash,
    json: z.string(),
    chainId,
    /** Of which code they claim to be. */
    codeHash: hash,
  }),
  /** A report, a simulation or a replay. */
  z.strictObject({ kind: z.literal('document'), hash, json: z.string() }),
  z.strictObject({
    kind: z.literal('proposal'),
    safeTxHash: hash,
    transaction: wireTransaction,
    origin: z.string(),
    /** As `execTransaction` takes them, each with whose it is. */
    signatures: z.array(z.strictObject({ owner: address, signature: bytes })),
  }),
  z.strictObject({
    kind: z.literal('acknowledgement'),
    patch: hash,
    /** As it is sent to `/api/v1/patches/{digest}/acknowledgements`. */
    acknowledgement: z.looseObject({}),
  }),
  /** As `suture verify` reads it. */
  z.strictObject({ kind: z.literal('attestation'), attestation: z.looseObject({}) }),
  /** The last one: without it, something is missing. */
  z.strictObject({ kind: z.literal('end'), records: z.int() }),
])

export type ExchangeRecord = z.infer<typeof exchangeRecord>
