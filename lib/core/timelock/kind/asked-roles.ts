import * as z from 'zod/mini'
import { canonicalJson } from '@/lib/core/canonical/canonical-json'
import { addressField, decimalField, hashField, maximumUint256 } from '@/lib/core/chain/wire-fields'
import type { AskedClaim } from '@/lib/core/timelock/kind/role-claim'

/** Who holds what, by the events and by the contract at one block. */
export type AskedRoles = {
  readonly blockNumber: bigint
  readonly blockHash: `0x${string}`
  readonly claims: readonly AskedClaim[]
  /** Claims beyond those that were asked about. */
  readonly others: number
}

/** As JSON has it; large integers are strings of decimal digits. */
export const askedRolesSchema = z.strictObject({
  blockNumber: decimalField(maximumUint256, 'a block number'),
  blockHash: hashField,
  claims: z.array(
    z.strictObject({
      role: z.string(),
      account: addressField,
      holds: z.nullable(z.boolean()).check(z.describe('By the events; null where none tells.')),
      contract: z.nullable(z.boolean()).check(z.describe('Null where it did not say.')),
    }),
  ),
  others: z.int().check(z.nonnegative()),
})

/** The one JSON text (RFC 8785). */
export function writeAskedRoles({ blockNumber, ...rest }: AskedRoles): string {
  return canonicalJson({ ...rest, blockNumber: blockNumber.toString() })
}

/**
 * Reads what `writeAskedRoles` has written.
 *
 * @throws z.core.$ZodError, SyntaxError where it is something else.
 */
export function readAskedRoles(json: string): AskedRoles {
  return askedRolesSchema.parse(JSON.parse(json))
}
