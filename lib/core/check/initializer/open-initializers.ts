import type { Address } from 'viem'
import { newWrites } from '@/lib/core/simulation/new-writes'
import type { CallEffect, StrangerCall, StrangerCalls } from '@/lib/core/simulation/stranger-calls'
import type { ContractModel } from '@/lib/core/source/contract-model'

/** Names of what sets a contract up. Of a function that users call too they say nothing certain. */
const named = /^_*(re)?init|^_*set_?up|^_*migrat|^_*bootstrap|^_*upgradeV?\d/i

/** A call of a stranger that initialised something. */
export type OpenInitializer = {
  readonly call: StrangerCall
  /** It did the same without the patch. */
  readonly wasOpen: boolean
  /** Only its name says that it initialises. */
  readonly byName: boolean
}

/** Of what strangers could do, what initialises: once for each function, with the arguments that came through first. */
export function openInitializers(
  tried: StrangerCalls,
  model: ContractModel | undefined,
  { direct }: { readonly direct: boolean },
): OpenInitializer[] {
  const known = new Set(model?.initializers.map(({ selector }) => selector))
  const found = tried.effective.flatMap((call): OpenInitializer[] => {
    if (call.direct !== direct || !writes(call.after)) return []
    const isSure =
      call.after.initialises ||
      known.has(call.selector) ||
      counts(call, tried) ||
      (named.test(call.name) && takes(call, tried.stranger))
    if (!isSure && !named.test(call.name)) return []
    return [{ call, wasOpen: writes(call.before), byName: !isSure }]
  })
  // What is newly open tells more than what was, and what is sure more than a name.
  const rank = ({ wasOpen, byName }: OpenInitializer) => Number(wasOpen) * 2 + Number(byName)
  const sorted = found.toSorted((a, b) => rank(a) - rank(b))
  return sorted.filter(
    ({ call }, at) =>
      sorted.findIndex(
        (one) => one.call.selector === call.selector && one.call.target === call.target,
      ) === at,
  )
}

function writes(effect: CallEffect | undefined): boolean {
  return (effect?.succeeded ?? false) && (effect?.writes.length ?? 0) > 0
}

/** From then on a word names the stranger. */
function takes({ after }: StrangerCall, stranger: Address): boolean {
  const own = stranger.slice(2).toLowerCase()
  return after.writes.some(({ before: was, after: is }) => is.includes(own) && !was.includes(own))
}

/** It wrote a variable of such a name. */
function counts(call: StrangerCall, tried: StrangerCalls): boolean {
  return newWrites(call, tried).some(({ variables }) =>
    variables.some(({ path }) => /(^|\.)_?initialized$/.test(path)),
  )
}
