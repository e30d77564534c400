import type { Address } from 'viem'
import type { World } from '@/lib/adapters/fork/open-world'
import { BaseError } from '@/lib/core/error/base-error'
import type { TriedFunction } from '@/lib/core/simulation/list-stranger-calls'
import { hasEffect, readCallEffect } from '@/lib/core/simulation/read-call-effect'
import type { TriedData } from '@/lib/core/simulation/stranger-arguments'
import type { CallEffect, StrangerCall, StrangerCalls } from '@/lib/core/simulation/stranger-calls'
import { writableKey } from '@/lib/core/simulation/stranger-calls'

/** Bounds of what is tried for one upgrade. */
export const tryLimits = {
  calls: 4_000,
  /** Of one call: what a loop without end may burn. */
  callGas: 4_000_000n,
  /** Of all together, in both worlds. */
  gas: 800_000_000n,
  /** After so many that the fork did not answer it is left alone. */
  failures: 4,
} as const

type Target = {
  readonly target: Address
  readonly direct: boolean
  readonly functions: readonly TriedFunction[]
}
type OneTry = TriedData & Pick<StrangerCall, 'target' | 'direct' | 'selector' | 'name'>

export type TriedCalls = StrangerCalls & {
  /** What the effective ones were called with, in their order. */
  readonly data: readonly TriedData['data'][]
}

/** Makes calls in both worlds, some at a time, and keeps those that leave something. */
export async function tryCalls(
  worlds: { readonly before: World; readonly after: World },
  { from, targets }: { readonly from: Address; readonly targets: readonly Target[] },
): Promise<TriedCalls> {
  const all = targets.flatMap(({ functions, ...at }) =>
    functions.flatMap(({ tries, ...which }) =>
      tries.map((tried): OneTry => ({ ...at, ...which, ...tried })),
    ),
  )
  const done: { readonly one: OneTry; readonly came: Came }[] = []
  const untried: string[] = []
  for (let at = 0; at < all.length; at += together) {
    const gas = done.reduce((sum, { came }) => sum + ('gas' in came ? came.gas : 0n), 0n)
    const failures = done.filter(({ came }) => 'problem' in came).length
    if (gas > tryLimits.gas || at >= tryLimits.calls || failures > tryLimits.failures) {
      untried.push(`${all.length - at} of ${all.length} calls, after ${gas} gas`)
      break
    }
    const some = all.slice(at, at + together)
    done.push(...(await Promise.all(some.map(async (one) => ({ one, came: await tryOne(one) })))))
  }
  return { stranger: from, functions: countOf(all), ...collect(done, untried) }

  async function tryOne({ target, direct, data }: OneTry): Promise<Came> {
    try {
      const after = await worlds.after.probe({ from, to: target, data, gas: tryLimits.callGas })
      const effect = readCallEffect(after, [from])
      if (direct) return { before: undefined, after: effect, gas: after.gasUsed }
      const before = await worlds.before.probe({ from, to: target, data, gas: tryLimits.callGas })
      return {
        before: readCallEffect(before, [from]),
        after: effect,
        gas: after.gasUsed + before.gasUsed,
      }
    } catch (error) {
      if (!(error instanceof BaseError)) throw error
      return { problem: error.shortMessage }
    }
  }
}

type Came =
  | { readonly before: CallEffect | undefined; readonly after: CallEffect; readonly gas: bigint }
  | { readonly problem: string }

/** Asked at once. */
const together = 8

function countOf(all: readonly OneTry[]): number {
  return new Set(all.map(({ selector }) => selector)).size
}

function collect(
  done: readonly { readonly one: OneTry; readonly came: Came }[],
  left: readonly string[],
): Omit<TriedCalls, 'stranger' | 'functions'> {
  const seen = done.flatMap(({ one, came }) => ('problem' in came ? [] : [{ one, ...came }]))
  const effective = seen.filter(({ after }) => hasEffect(after))
  const failed = done.flatMap(({ one, came }) =>
    'problem' in came ? [`${one.name}, given ${one.given}: ${came.problem}`] : [],
  )
  return {
    calls: seen.length,
    effective: effective.map(({ one, before, after }): StrangerCall => {
      const { target, direct, selector, name, given } = one
      return { target, direct, selector, name, given, before, after }
    }),
    data: effective.map(({ one }) => one.data),
    writable: new Set(
      seen.flatMap(({ before }) =>
        (before?.writes ?? []).map(({ contract, slot }) => writableKey(contract, slot)),
      ),
    ),
    untried: [...failed, ...left],
  }
}
