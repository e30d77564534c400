import type { ReactNode } from 'react'
import { safeOf } from '@/components/safe/signature-progress'
import type { Finding } from '@/lib/core/check/finding'
import { knownSafes } from '@/lib/core/patch/attention'
import { leadTransaction } from '@/lib/core/patch/lead-transaction'
import { findingAnswers } from './finding-answers'
import type { loadPatch } from './load-patch'
import { loadSigningReview } from './load-signing-review'

type Loaded = Awaited<ReturnType<typeof loadPatch>>

/** Draws where owners answer an alarm before they sign; undefined where no Safe transaction is known. */
export async function driftAnswers(
  found: Loaded['found'],
  { config, viewer }: Pick<Loaded, 'config' | 'viewer'>,
): Promise<((finding: Finding) => ReactNode) | undefined> {
  const lead = leadTransaction(found.record)
  if (!lead) return undefined
  return await findingAnswers({
    config,
    isReader: viewer === undefined,
    safe: safeOf(knownSafes(found.desk), lead),
    review: await loadSigningReview(found, lead),
    transaction: lead,
  })
}
