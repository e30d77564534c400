import { type Hash, isHex } from 'viem'
import type { ChangeExpectation } from '@/lib/core/simulation/expectations'
import type { Difference } from './difference'
import type { ReplayResult } from './replay-result'

/** Who said it: the operator in the configuration, or whoever proposes the patch. */
export type Declarer = 'operator' | 'proposer'

/** A difference that was announced. */
export type ExpectedDifference = ChangeExpectation & { readonly by: Declarer }

/** By whom a group was announced, and in which words. */
export type Declaration = Pick<ExpectedDifference, 'by' | 'reason'>

/** @returns undefined where not every one of the results was announced by the same line. */
export function findDeclaration(
  results: readonly ReplayResult[],
  expected: readonly ExpectedDifference[],
): Declaration | undefined {
  const found = expected
    .toSorted((a, b) => (a.by < b.by ? -1 : a.by > b.by ? 1 : 0))
    .find((one) => results.every((result) => covers(one, result)))
  return found && { by: found.by, reason: found.reason }
}

function covers({ selector, reverts, events }: ExpectedDifference, result: ReplayResult): boolean {
  const { outcome, called, before, after, differences, leftOut } = result
  if (selector && called?.selector.toLowerCase() !== selector.toLowerCase()) return false
  if (outcome !== 'different') {
    if (!reverts || reverts.newly !== (outcome === 'newly reverts')) return false
    const data = (reverts.newly ? after : before)?.revert?.data.data
    return isHex(data) && data.toLowerCase().startsWith(reverts.data.toLowerCase())
  }
  if (reverts) return false
  // What is not told cannot be held against it.
  if (!events) return selector !== undefined
  return leftOut === 0 && differences.every((one) => isOfEvents(one, events))
}

function isOfEvents(difference: Difference, events: readonly Hash[]): boolean {
  if (difference.kind === 'storage') return true
  return (
    difference.kind === 'event' &&
    events.some((topic) => topic.toLowerCase() === difference.topics[0]?.toLowerCase())
  )
}
