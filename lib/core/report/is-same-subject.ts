import { canonicalJson } from '@/lib/core/canonical/canonical-json'
import { decimalStrings } from './decimal-strings'
import type { ReviewInput } from './review-input'
import { wireInput } from './wire-input'

/** Whether two documents are about one thing, at whichever blocks: the same calls, operation, transaction and protocol. */
export function isSameSubject(a: ReviewInput, b: ReviewInput): boolean {
  return subjectText(a) === subjectText(b)
}

/** All of an input but its block, as text. */
export function subjectText(input: ReviewInput): string {
  const { block: _, ...subject } = wireInput(input)
  return canonicalJson(decimalStrings(subject))
}
