import type { Address, Hash } from 'viem'
import * as z from 'zod/mini'
import { canonicalJson } from '@/lib/core/canonical/canonical-json'
import type { Block } from '@/lib/core/chain/snapshot'
import { addressField, decimalField, hashField, maximumUint256 } from '@/lib/core/chain/wire-fields'
import { BaseError } from '@/lib/core/error/base-error'
import type { EffectComparison } from '@/lib/core/simulation/compare-effects'
import type { Effects } from '@/lib/core/simulation/effects'
import { comparisonSchema, effectsSchema } from '@/lib/core/simulation/effects-schema'
import { decimalStrings } from './decimal-strings'

/** Which step of the life of a patch is compared. */
export type EffectsStep = 'schedule' | 'execute'

/** What scheduling or executing a patch did, beside what a simulation said that it would do. */
export type EffectsReport = {
  readonly schema: 'suture/effects/1'
  readonly step: EffectsStep
  readonly chainId: number
  readonly timelock?: Address | undefined
  readonly operationId?: Hash | undefined
  readonly safeTxHash?: Hash | undefined
  /** The transaction of that step, and its block. */
  readonly transaction: Hash
  readonly block: Block
  /** What was expected: the last simulation from before, or one made afterwards on the block before. */
  readonly expected: { readonly made: 'before' | 'afterwards'; readonly effects: Effects }
  readonly actual: Effects
  readonly comparison: EffectComparison
}

/** The canonical JSON (RFC 8785). Its hash is that of a report: `hashReport`. */
export function serializeEffects(report: EffectsReport): string {
  return canonicalJson(decimalStrings(report))
}

/** What was kept is no such document. */
export class InvalidEffectsError extends BaseError {
  override readonly name = 'InvalidEffectsError'
  constructor(cause: unknown) {
    super('This is not a comparison of effects.', { cause })
  }
}

const uint = (meaning: string) => decimalField(maximumUint256, meaning)

/** As it stands in JSON. */
export const effectsReportSchema = z.strictObject({
  schema: z.literal('suture/effects/1'),
  step: z.enum(['schedule', 'execute']),
  chainId: z.int().check(z.positive()),
  timelock: z.optional(addressField),
  operationId: z.optional(hashField),
  safeTxHash: z.optional(hashField),
  transaction: hashField,
  block: z.strictObject({
    number: uint('a block number'),
    hash: hashField,
    timestamp: uint('seconds since the epoch'),
  }),
  expected: z.strictObject({ made: z.enum(['before', 'afterwards']), effects: effectsSchema }),
  actual: effectsSchema,
  comparison: comparisonSchema,
})

/** Reads one from its JSON. @throws InvalidEffectsError */
export function parseEffects(json: string): EffectsReport {
  try {
    return effectsReportSchema.parse(JSON.parse(json))
  } catch (cause) {
    throw new InvalidEffectsError(cause)
  }
}
