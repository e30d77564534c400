import { type Address, getAddress, type Hash, type Hex, isAddress } from 'viem'
import * as z from 'zod/mini'

/*
 * How addresses, hashes, bytes and large integers travel in our JSON, read into their types. The messages stand behind
 * the name of the member.
 */

export const maximumUint256 = 2n ** 256n - 1n

/** An address with its checksum. */
export const addressField = z.pipe(
  z.string().check((payload) => {
    const message = describeAddress(payload.value)
    if (message) payload.issues.push({ code: 'custom', message, input: payload.value })
  }),
  z.transform((value) => value as Address),
)

function describeAddress(value: string): string | undefined {
  if (!isAddress(value, { strict: false })) return 'Not an address: 0x and 40 hex digits.'
  const expected = getAddress(value)
  return value === expected ? undefined : `Its checksum is wrong or missing: ${expected}`
}

/** 32 bytes, in lower case from here on. */
export const hashField = z.pipe(
  z.string().check(z.regex(/^0x[0-9a-fA-F]{64}$/, 'Expected 32 bytes: 0x and 64 hex digits.')),
  z.transform((value) => value.toLowerCase() as Hash),
)

/** Bytes, at most so many, in lower case from here on. */
export function bytesField(maximumBytes: number) {
  return z.pipe(
    z.string().check(
      z.refine((value) => value.length <= 2 + 2 * maximumBytes, `More than ${maximumBytes} bytes.`),
      z.regex(/^0x(?:[0-9a-fA-F]{2})*$/, 'Expected bytes: 0x and pairs of hex digits.'),
    ),
    z.transform((value) => value.toLowerCase() as Hex),
  )
}

/** An integer beyond what JSON numbers hold exactly, as a string. `meaning` is its unit, e.g. `wei`. */
export function decimalField(maximum: bigint, meaning: string) {
  return z.pipe(
    z.string(`Expected ${meaning} as a string of decimal digits, e.g. "0".`).check(
      z.regex(/^(?:0|[1-9]\d{0,77})$/, `Expected ${meaning} in decimal digits, e.g. "0".`),
      z.refine((value) => isAtMost(value, maximum), `Beyond the maximum of ${maximum}.`),
    ),
    z.transform((value) => BigInt(value)),
  )
}

/** Also run on text that failed the check before it. */
function isAtMost(value: string, maximum: bigint): boolean {
  return /^\d{1,78}$/.test(value) && BigInt(value) <= maximum
}
