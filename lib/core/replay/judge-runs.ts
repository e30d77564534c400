import { type Address, type Hex, isAddressEqual, slice } from 'viem'
import type { CallFrame } from '@/lib/core/simulation/call-frame'
import { compareRuns, cut } from './compare-runs'
import type { Difference } from './difference'
import type { HistoricTransaction } from './historic-transaction'
import { receiptMismatch } from './receipt-mismatch'
import type { ReplayEnd, ReplayResult } from './replay-result'
import type { ReplayRun } from './replay-run'
import type { ReplayWay } from './replay-way'

/** Differences of one transaction that are kept. */
const keptDifferences = 40

export type JudgeRunsParameters = {
  readonly transaction: HistoricTransaction
  readonly old: ReplayRun
  readonly now: ReplayRun
  readonly way: ReplayWay
  /** Those whose code was replaced. */
  readonly proxies: readonly Address[]
}

/** What came of a transaction that was run on its own state with old and new code. */
export function judgeRuns({
  transaction,
  old,
  now,
  way,
  proxies,
}: JudgeRunsParameters): ReplayResult {
  const { hash, index, block, receipt } = transaction
  const base = { hash, index, blockNumber: block.number, state: 'exact' as const, way }
  const mismatch = receiptMismatch(old, receipt)
  if (mismatch) {
    const called = calledBy(old.frames, proxies) ?? calledBy(now.frames, proxies)
    const outcome = 'not reproducible' as const
    return { ...base, called, outcome, reason: mismatch, differences: [], leftOut: 0 }
  }
  return { ...base, ...compareEnds({ old, now, proxies }, compareRuns(old, now)) }
}

/** How both sides ended, and as many of their differences as are kept. */
export function compareEnds(
  { old, now, proxies }: Pick<JudgeRunsParameters, 'old' | 'now' | 'proxies'>,
  all: readonly Difference[],
) {
  const differences = all.slice(0, keptDifferences)
  return {
    called: calledBy(old.frames, proxies) ?? calledBy(now.frames, proxies),
    outcome: outcomeOf(old, now, all.length),
    before: endOf(old),
    after: endOf(now),
    differences,
    leftOut: all.length - differences.length,
  }
}

function outcomeOf(old: ReplayRun, now: ReplayRun, differences: number): ReplayResult['outcome'] {
  if (old.succeeded !== now.succeeded) return now.succeeded ? 'newly succeeds' : 'newly reverts'
  return differences > 0 ? 'different' : 'same'
}

function endOf({ succeeded, gasUsed, output, error }: ReplayRun): ReplayEnd {
  return succeeded
    ? { succeeded, gasUsed }
    : { succeeded, gasUsed, revert: { data: cut(output), error: error ?? 'reverted' } }
}

function calledBy(frames: readonly CallFrame[], proxies: readonly Address[]) {
  for (const { kind, to, input } of frames) {
    if (!to || kind === 'DELEGATECALL' || kind === 'SELFDESTRUCT') continue
    const proxy = proxies.find((one) => isAddressEqual(one, to))
    if (proxy) return { proxy, selector: selectorOf(input.data) }
  }
  return undefined
}

/** Shorter where there are fewer bytes. */
function selectorOf(input: Hex): Hex {
  return input.length > 10 ? slice(input, 0, 4) : input
}
