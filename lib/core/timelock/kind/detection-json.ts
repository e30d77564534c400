import * as z from 'zod/mini'
import { canonicalJson } from '@/lib/core/canonical/canonical-json'
import { decimalField, maximumUint256 } from '@/lib/core/chain/wire-fields'
import type { TimelockDetection } from '@/lib/core/timelock/kind/timelock-detection'

const seconds = decimalField(maximumUint256, 'seconds')

/** What a timelock was found to be, as JSON has it. */
export const detectionSchema = z.strictObject({
  kind: z.enum([
    'openzeppelin',
    'compound',
    'zodiac-delay',
    'access-manager',
    'chainlink-rbac',
    'ds-pause',
  ]),
  generation: z.string(),
  minDelay: z.optional(seconds),
  gracePeriod: z.optional(seconds),
  badges: z.array(
    z.strictObject({
      id: z.string(),
      severity: z.enum(['critical', 'high', 'medium', 'low', 'good']),
      title: z.string(),
      detail: z.string(),
    }),
  ),
})

/** The one JSON text (RFC 8785) of what a timelock was found to be; seconds are strings of decimal digits. */
export function writeDetection({ minDelay, gracePeriod, ...rest }: TimelockDetection): string {
  return canonicalJson({
    ...rest,
    minDelay: minDelay?.toString(),
    gracePeriod: gracePeriod?.toString(),
  })
}

/**
 * Reads what `writeDetection` has written.
 *
 * @throws z.core.$ZodError, SyntaxError where it is something else.
 */
export function readDetectionJson(json: string): TimelockDetection {
  return detectionSchema.parse(JSON.parse(json))
}
