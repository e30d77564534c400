import { type Address, getAddress, type Hash, type Hex, isAddress, stringToBytes } from 'viem'
import * as z from 'zod/mini'

/** What a dossier may hold. Generous for people, bounded for machines that have to read hostile ones. */
const dossierLimits = {
  titleLength: 200,
  /** UTF-8 bytes. */
  descriptionBytes: 20_000,
  calls: 256,
  upgrades: 256,
  evidence: 50,
  urlLength: 2_000,
  /** Bytes in one call; more than a transaction of 128 KiB could carry. */
  callDataBytes: 131_072,
} as const

/** The last second of the year 9999: beyond it a date cannot be shown, and is a mistake of units. */
const maximumTime = 253_402_300_799n
const maximumUint256 = 2n ** 256n - 1n

/** Https only, no credentials before the host, no whitespace and no invisible characters. */
const httpsUrl = /^https:\/\/[\p{L}\p{N}.-]+(?::\d{1,5})?(?:[/?#][^\s\\\p{C}]*)?$/u

function text(name: string, maximum: number) {
  return z.string().check(
    z.refine((value) => value.trim().length > 0, `The ${name} is empty.`),
    z.refine(
      (value) => value.length <= maximum,
      `The ${name} is longer than ${maximum} characters.`,
    ),
    wellFormed(),
  )
}

function wellFormed() {
  return z.refine<string>(
    (value) => !/\p{Surrogate}/u.test(value),
    'Holds half of a character (a lone surrogate), which has no UTF-8 form to hash.',
  )
}

function decimal(maximum: bigint, meaning: string) {
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

const address = z.pipe(
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

const hash = z.pipe(
  z.string().check(z.regex(/^0x[0-9a-fA-F]{64}$/, 'Expected 32 bytes: 0x and 64 hex digits.')),
  z.transform((value) => value.toLowerCase() as Hash),
)

const bytes = z.pipe(
  z.string().check(
    z.refine(
      (value) => value.length <= 2 + 2 * dossierLimits.callDataBytes,
      `More than ${dossierLimits.callDataBytes} bytes.`,
    ),
    z.regex(/^0x(?:[0-9a-fA-F]{2})*$/, 'Expected bytes: 0x and pairs of hex digits.'),
  ),
  z.transform((value) => value.toLowerCase() as Hex),
)

const call = z.strictObject({ target: address, value: decimal(maximumUint256, 'wei'), data: bytes })
const calls = z
  .array(call)
  .check(z.maxLength(dossierLimits.calls, `More than ${dossierLimits.calls} calls.`))
const implementation = z.strictObject({ address, codeHash: hash })
const upgrade = z.strictObject({
  proxy: z.strictObject({ address, kind: z.enum(['transparent', 'uups', 'beacon']) }),
  from: implementation,
  to: implementation,
  migration: z.optional(bytes),
})
const evidence = z.strictObject({
  label: text('label', dossierLimits.titleLength),
  url: z
    .string()
    .check(
      z.maxLength(
        dossierLimits.urlLength,
        `The URL is longer than ${dossierLimits.urlLength} characters.`,
      ),
      z.regex(httpsUrl, 'Expected an https:// URL without credentials or spaces.'),
    ),
})

/** The wire form of a dossier, read into its type. */
export const dossierSchema = z.strictObject({
  schema: z.literal('suture/patch/1'),
  chainId: z.int().check(z.positive('A chain id is at least 1.')),
  safe: address,
  timelock: address,
  predecessor: hash,
  calls: calls.check(z.minLength(1, 'A patch makes at least one call.')),
  upgrades: z
    .array(upgrade)
    .check(z.maxLength(dossierLimits.upgrades, `More than ${dossierLimits.upgrades} upgrades.`)),
  title: text('title', dossierLimits.titleLength),
  description: z.string().check(
    z.refine(
      (value) => stringToBytes(value).length <= dossierLimits.descriptionBytes,
      `The description is longer than ${dossierLimits.descriptionBytes} bytes of UTF-8.`,
    ),
    wellFormed(),
  ),
  severity: z.enum(['critical', 'high', 'medium', 'low', 'none']),
  evidence: z
    .array(evidence)
    .check(z.maxLength(dossierLimits.evidence, `More than ${dossierLimits.evidence} documents.`)),
  rollback: z.optional(calls),
  createdAt: decimal(maximumTime, 'seconds since the epoch'),
})
