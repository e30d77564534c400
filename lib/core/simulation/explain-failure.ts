import type { Abi, Address, Hex } from 'viem'
import { toFunctionSignature } from 'viem'
import { indexFunctions, knownFunctions } from '@/lib/core/calldata/known-functions'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { CallFrame, TracedBytes } from './call-frame'
import { describeRevert, type RevertDescription } from './describe-revert'

/** ABIs by address, of a proxy those of what is behind it. */
export type AbisByAddress = Readonly<Record<Address, Abi>>

/** A call that failed, and why, in its own words and in ours. */
export type FailedCall = RevertDescription & {
  readonly depth: number
  /** Whose code ran; undefined where a creation came to nothing. */
  readonly at?: Address | undefined
  /** The function that was called, by its signature where it is known. */
  readonly called: string
  readonly data: TracedBytes
}

/** Why a transaction failed; `cause` is the call inside it that failed first, where that is another. */
export type Failure = FailedCall & { readonly cause?: FailedCall | undefined }

/**
 * Explains a failed transaction from its trace: what it said itself, and what the innermost call said that took it down.
 * A Safe before 1.5.0 and a timelock before 5.0 say nothing of what failed inside them.
 *
 * @returns undefined where nothing failed.
 */
export function explainFailure(
  frames: readonly CallFrame[],
  abis: AbisByAddress = {},
): Failure | undefined {
  const [outer] = frames
  if (outer?.error === undefined) return undefined
  const inner = innermost(frames)
  const failure = describeFrame(outer, abis)
  return inner === outer ? failure : { ...failure, cause: describeFrame(inner, abis) }
}

/** Follows the failed calls down from the first one. */
function innermost(frames: readonly CallFrame[]): CallFrame {
  let at = 0
  for (;;) {
    const depth = frames[at]?.depth ?? 0
    const end = endOf(frames, at)
    // What failed last is what its caller did not survive; what failed before was caught.
    const next = frames
      .slice(at + 1, end)
      .findLastIndex((frame) => frame.depth === depth + 1 && frame.error !== undefined)
    if (next < 0) return frames[at] as CallFrame
    at += next + 1
  }
}

/** Where the calls end that a frame makes. */
function endOf(frames: readonly CallFrame[], at: number): number {
  const depth = frames[at]?.depth ?? 0
  const next = frames.slice(at + 1).findIndex((frame) => frame.depth <= depth)
  return next < 0 ? frames.length : at + 1 + next
}

function describeFrame(frame: CallFrame, abis: AbisByAddress): FailedCall {
  const { depth, to, input, output, error = '' } = frame
  const own = abiOf(abis, frame.context).concat(abiOf(abis, to))
  return {
    depth,
    at: to,
    called: functionName(frame.kind, input.data, own),
    data: output,
    ...describeRevert({ data: output, error, abi: own, others: Object.values(abis).flat() }),
  }
}

function abiOf(abis: AbisByAddress, address: Address | undefined): Abi {
  const key = address?.toLowerCase()
  return Object.entries(abis).find(([one]) => one.toLowerCase() === key)?.[1] ?? []
}

/** The signature of what was called, its selector where none is known. */
export function functionName(kind: CallFrame['kind'], input: Hex, abi: Abi = []): string {
  if (kind.startsWith('CREATE')) return 'constructor'
  if (input.length < 10) return 'without calldata'
  const selector = input.slice(0, 10).toLowerCase() as Hex
  const [item] = indexFunctions([abi]).get(selector) ?? knownFunctions().get(selector) ?? []
  return item ? visibleText(toFunctionSignature(item), { maxLength: 200 }) : selector
}
