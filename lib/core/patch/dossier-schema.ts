import { stringToBytes } from 'viem'
import * as z from 'zod/mini'
import {
  addressField,
  bytesField,
  decimalField,
  hashField,
  maximumUint256,
} from '@/lib/core/chain/wire-fields'
import { changesSchema } from '@/lib/core/simulation/expectations-schema'

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

const bytes = bytesField(dossierLimits.callDataBytes)
const call = z.strictObject({
  target: addressField,
  value: decimalField(maximumUint256, 'wei'),
  data: bytes,
})
const calls = z
  .array(call)
  .check(z.maxLength(dossierLimits.calls, `More than ${dossierLimits.calls} calls.`))
const implementation = z.strictObject({ address: addressField, codeHash: hashField })
const upgrade = z.strictObject({
  proxy: z.strictObject({ address: addressField, kind: z.enum(['transparent', 'uups', 'beacon']) }),
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
  safe: addressField,
  timelock: addressField,
  predecessor: hashField,
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
  changes: z.optional(changesSchema),
  createdAt: decimalField(maximumTime, 'seconds since the epoch'),
})
