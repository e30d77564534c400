import { canonicalJson } from '@/lib/core/canonical/canonical-json'
import { hashPatch } from '@/lib/core/patch/hash-patch'
import { decimalStrings } from './decimal-strings'
import { reportParts } from './report-schema'
import type { ReviewInput } from './review-input'
import { wireInput } from './wire-input'

/** The canonical JSON of what is reviewed, by itself. */
export function serializeReviewInput(input: ReviewInput): string {
  return canonicalJson(decimalStrings(wireInput(input)))
}

/** @returns undefined for what this version does not read. */
export function parseReviewInput(json: string): ReviewInput | undefined {
  const { success, data } = reportParts.input.safeParse(JSON.parse(json))
  return success ? { ...data, patch: data.patch && hashPatch(data.patch) } : undefined
}
