import type { Hex } from 'viem'
import * as z from 'zod/mini'
import { addressField, decimalField, hashField, maximumUint256 } from '@/lib/core/chain/wire-fields'

/*
 * Values as they travel in the answers of the API, read into our types. `describe` is what the published document says.
 */

/** An address with its checksum. */
export const wireAddress = z.pipe(
  z.string().check(z.regex(/^0x[0-9a-fA-F]{40}$/), z.describe('An address with its checksum.')),
  addressField,
)

/** 32 bytes. */
export const wireHash = z.pipe(
  z.string().check(z.regex(/^0x[0-9a-fA-F]{64}$/), z.describe('32 bytes in hexadecimal digits.')),
  hashField,
)

/** An integer of any size, as decimal digits. `meaning` is its unit. */
export function wireInteger(meaning: string) {
  return z.pipe(
    z.string().check(z.regex(/^(?:0|[1-9]\d*)$/), z.describe(`${meaning}, in decimal digits.`)),
    decimalField(maximumUint256, meaning),
  )
}

/** Seconds since the epoch, by the clock of a chain. */
export const wireSeconds = wireInteger('Seconds since the epoch')

/** A moment by the clock of the server. */
export const wireDate = z.pipe(
  z.iso.datetime().check(z.describe('By the clock of the server.')),
  z.transform((text) => new Date(text)),
)

/** A block, with its time by the clock of its chain. */
export const wireBlock = z.strictObject({
  number: wireInteger('A block number'),
  hash: wireHash,
  timestamp: wireSeconds,
})

/** A value, or why it is not known. */
export function wireKnown<T extends z.ZodMiniType>(value: T) {
  return z.discriminatedUnion('known', [
    z.strictObject({ known: z.literal(true), value }),
    z.strictObject({ known: z.literal(false), reason: z.string() }),
  ])
}

/** Four bytes, or fewer where the data of a call is shorter. */
export const wireSelector = z.pipe(
  z
    .string()
    .check(
      z.regex(/^0x[0-9a-f]{0,8}$/),
      z.describe('The first four bytes of the data of a call; 0x alone where there are none.'),
    ),
  z.transform((text) => text as Hex),
)

/** How many findings a review has of each verdict. */
export const wireVerdicts = z.strictObject({
  pass: z.int(),
  warn: z.int(),
  fail: z.int(),
  unknown: z.int(),
  'not-applicable': z.int(),
})
