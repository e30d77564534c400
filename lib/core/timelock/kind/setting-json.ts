import * as z from 'zod/mini'
import { canonicalJson } from '@/lib/core/canonical/canonical-json'
import { toPlainJson } from '@/lib/core/canonical/to-plain-json'
import {
  addressField,
  bytesField,
  decimalField,
  hashField,
  maximumUint256,
} from '@/lib/core/chain/wire-fields'
import type { TimelockSetting } from '@/lib/core/timelock/kind/timelock-setting'

const uint = decimalField(maximumUint256, 'an integer')

const position = z.strictObject({
  blockNumber: uint,
  blockHash: hashField,
  blockTimestamp: uint,
  transactionHash: hashField,
  logIndex: z.int().check(z.nonnegative()),
})

/** A change of settings as JSON has it. */
export const settingSchema = z.discriminatedUnion('what', [
  z.strictObject({
    position,
    what: z.literal('delay'),
    name: z.string(),
    before: z.optional(uint),
    after: uint,
  }),
  z.strictObject({
    position,
    what: z.literal('role'),
    role: z.string(),
    account: addressField,
    granted: z.boolean(),
    by: z.optional(addressField),
  }),
  z.strictObject({ position, what: z.literal('admin'), name: z.string(), after: addressField }),
  z.strictObject({ position, what: z.literal('rule'), subject: z.string(), after: z.string() }),
  z.strictObject({
    position,
    what: z.literal('bypass'),
    call: z.strictObject({ target: addressField, value: uint, data: bytesField(16_000_000) }),
  }),
])

/** The one JSON text (RFC 8785) of a change of a timelock's settings; large integers are strings of decimal digits. */
export function writeSetting(setting: TimelockSetting): string {
  return canonicalJson(toPlainJson(setting))
}

/**
 * Reads what `writeSetting` has written.
 *
 * @throws z.core.$ZodError, SyntaxError where it is something else.
 */
export function readSettingJson(json: string): TimelockSetting {
  const { before, ...setting } = settingSchema.parse(JSON.parse(json)) as TimelockSetting & {
    before?: bigint | undefined
  }
  return before === undefined ? setting : ({ ...setting, before } as TimelockSetting)
}
