import type { Abi, Address, Hex } from 'viem'
import type { ReviewCode } from '@/lib/actions/review/review-code'
import { gatherLayouts, gatherRanAbis } from '@/lib/actions/simulation/gather-layouts'
import type { PathPlan } from '@/lib/actions/simulation/path-plan'
import type { RunStep } from '@/lib/actions/simulation/run-on-fork'
import type { Known } from '@/lib/core/chain/snapshot'
import type { ReviewInput } from '@/lib/core/report/review-input'
import { assetFlows } from '@/lib/core/simulation/asset-flows'
import type { CallFrame } from '@/lib/core/simulation/call-frame'
import { decodeStateDiff, type LayoutsOf } from '@/lib/core/simulation/decode-state-diff'
import { etherMismatches } from '@/lib/core/simulation/ether-mismatches'
import type { AbisByAddress } from '@/lib/core/simulation/explain-failure'
import { explainStep } from '@/lib/core/simulation/explain-step'
import { joinStateDiffs, type RawStateDiff } from '@/lib/core/simulation/raw-state-diff'
import type {
  Simulation,
  SimulationStep,
  SimulationVerdict,
} from '@/lib/core/simulation/simulation'
import type { StateDiff } from '@/lib/core/simulation/state-diff'

export type ExplainRunParameters = {
  readonly input: ReviewInput
  readonly plan: PathPlan
  readonly steps: readonly RunStep[]
  /** What is known to have been hashed without tracing. */
  readonly preimages: readonly Hex[]
  readonly tracePreimages: () => Promise<Known<readonly Hex[]>>
}

/** Code as it stands after the path. */
export type CodeAt = (address: Address) => Promise<Known<Hex>>

export type ExplainRunReturnType = {
  readonly told: Omit<Simulation, 'chainId' | 'block' | 'engine' | 'gasLimit'>
  /** ABIs of the code that ran, by address. */
  readonly abis: Readonly<Record<Address, Abi>>
}

/** Puts what ran into words, and says whether all of it could be seen. */
export async function explainRun(
  { reviewCode, codeAt }: { reviewCode: ReviewCode; codeAt: CodeAt },
  parameters: ExplainRunParameters,
): Promise<ExplainRunReturnType> {
  const { input, plan, steps: ran } = parameters
  const { path, safeTxHash, operationId, overrides } = plan
  const transactions = ran.flatMap(({ run }) => (run?.known ? [run.value.transaction] : []))
  const frames = transactions.flatMap((one) => (one.frames.known ? one.frames.value : []))
  const abis = await gatherRanAbis(reviewCode, { chainId: input.chainId, frames, codeAt })
  const steps = explainSteps(ran, abis)
  const raw = joinDiffs(ran)
  const diff = raw.known ? await decode() : raw
  const flows = assetFlows(ran.map(visibleParts))
  const isTraced = transactions.every((one) => one.frames.known)
  const gaps = [
    ...steps.flatMap(({ outcome }) => (outcome.status === 'unknown' ? [outcome.reason] : [])),
    ...transactions.flatMap((one) => (one.frames.known ? [] : [one.frames.reason])),
    ...(diff.known ? undecoded(diff.value) : [diff.reason]),
    ...(diff.known && isTraced ? etherMismatches(diff.value, flows) : []),
    ...flows.unread.map(
      ({ token, name }) => `${token} emitted a ${name} that has no standard form.`,
    ),
  ]
  const walked = { path, safeTxHash, operationId, overrides, steps, diff, flows }
  const distinct = [...new Set(gaps)]
  const verdict = judge(steps, distinct)
  return { told: { ...walked, created: createdIn(frames), gaps: distinct, verdict }, abis }

  async function decode(): Promise<Known<StateDiff>> {
    const { safe, timelock } = input.protocol
    const value = raw.known ? raw.value : new Map()
    const named = { chainId: input.chainId, diff: value, frames, safe, timelock, codeAt }
    const layoutsOf = await gatherLayouts(reviewCode, named)
    return await decodeTraced(value, layoutsOf, parameters)
  }
}

/** What was hashed is traced only where something cannot be decoded without it: that takes longer than all the rest. */
async function decodeTraced(
  diff: RawStateDiff,
  layoutsOf: (address: Address) => LayoutsOf,
  { preimages, tracePreimages }: ExplainRunParameters,
): Promise<Known<StateDiff>> {
  const first = decodeStateDiff({ diff, preimages, layoutsOf })
  if (first.undecoded === 0) return { known: true, value: first }
  const traced = await tracePreimages()
  const withReason = (address: Address): LayoutsOf => {
    const layouts = layoutsOf(address)
    return traced.known ? layouts : { ...layouts, problem: layouts.problem ?? traced.reason }
  }
  const all = traced.known ? [...preimages, ...traced.value] : preimages
  return {
    known: true,
    value: decodeStateDiff({ diff, preimages: all, layoutsOf: withReason }),
  }
}

function explainSteps(ran: readonly RunStep[], abis: AbisByAddress): SimulationStep[] {
  const steps: SimulationStep[] = []
  for (const { step, run } of ran) {
    const transaction = run?.known ? { known: true as const, value: run.value.transaction } : run
    const isStopped = steps.some(({ outcome }) => outcome.status !== 'done')
    steps.push(explainStep({ step, run: transaction, isStopped, abis }))
  }
  return steps
}

function joinDiffs(ran: readonly RunStep[]): Known<RawStateDiff> {
  let joined: RawStateDiff = new Map()
  for (const { run } of ran) {
    if (!run?.known) continue
    const { diff } = run.value
    if (!diff.known) return diff
    joined = joinStateDiffs(joined, diff.value)
  }
  return { known: true, value: joined }
}

function visibleParts({ run }: RunStep) {
  return run?.known ? run.value.transaction : { transfers: [], logs: [] }
}

function undecoded({ undecoded: count }: StateDiff): string[] {
  if (count === 0) return []
  return [`${count} ${count === 1 ? 'word of storage was' : 'words of storage were'} not decoded.`]
}

function createdIn(frames: readonly CallFrame[]): Address[] {
  const made = frames.filter(({ kind, undone }) => kind.startsWith('CREATE') && !undone)
  return [...new Set(made.flatMap(({ to }) => to ?? []))]
}

/** The verdict of steps with what could not be seen of them. */
export function judge(
  steps: readonly SimulationStep[],
  gaps: readonly string[],
): SimulationVerdict {
  if (steps.some(({ outcome }) => outcome.status === 'reverted')) return 'fail'
  return gaps.length > 0 || steps.length === 0 ? 'unknown' : 'pass'
}
