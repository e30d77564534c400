import type { Hex } from 'viem'
import type { ErrorFact } from '@/lib/core/error/base-error'
import { describeSafeError } from '@/lib/core/safe/describe-safe-error'
import { describeTimelockError } from '@/lib/core/timelock/describe-timelock-error'

/** Why a Safe or a timelock refused, in words. */
export type RevertExplanation = { readonly message: string; readonly facts: readonly ErrorFact[] }

/**
 * Puts revert data into words: the timelock's custom errors, texts of before 5.0, and the Safe's `GS…` codes.
 *
 * @returns undefined where neither of them speaks.
 */
export function explainRevert(data: Hex): RevertExplanation | undefined {
  const described = describeTimelockError(data)
  if (!described) return undefined
  const meaning = describeSafeError(described.message)
  if (!meaning) return described
  return { message: meaning, facts: [['Code of the Safe', described.message], ...described.facts] }
}
