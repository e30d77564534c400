import type { Address } from 'viem'
import { compareRuns } from './compare-runs'
import type { Difference } from './difference'
import { compareEnds } from './judge-runs'
import type { ReplayResult } from './replay-result'
import type { ReplayRun } from './replay-run'

export type JudgeMutationParameters = {
  /** The real transaction that was changed. */
  readonly place: Pick<ReplayResult, 'hash' | 'blockNumber' | 'index'>
  /** The chain without the patch, and with it. */
  readonly old: ReplayRun
  readonly now: ReplayRun
  readonly proxies: readonly Address[]
}

/**
 * What came of a call that was made without a patch and with it. The two start from different storage where the patch has
 * written: the same change of a number from another start is no difference. What is refused on both sides does nothing,
 * for whatever reason.
 */
export function judgeMutation({ place, ...sides }: JudgeMutationParameters): ReplayResult {
  const { old, now } = sides
  const isRefused = !old.succeeded && !now.succeeded
  const differences = isRefused
    ? []
    : compareRuns(old, now).filter((one) => !isSameChange(one, sides))
  return { ...place, state: 'exact', ...compareEnds(sides, differences) }
}

const words = 2n ** 256n

function isSameChange(
  difference: Difference,
  { old, now }: Pick<JudgeMutationParameters, 'old' | 'now'>,
): boolean {
  if (difference.kind !== 'storage') return false
  const [one, other] = [old, now].map(({ diff }) => {
    const change = diff.get(difference.address.toLowerCase())?.storage.get(difference.slot)
    return change && (BigInt(change.after) - BigInt(change.before) + words) % words
  })
  return one !== undefined && one === other
}
