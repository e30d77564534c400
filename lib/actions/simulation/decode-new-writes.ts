import { isAddressEqual } from 'viem'
import type { TriedCalls } from '@/lib/actions/simulation/try-calls'
import { tryLimits } from '@/lib/actions/simulation/try-calls'
import type { World } from '@/lib/adapters/fork/open-world'
import type { CheckFacts } from '@/lib/core/check/check-facts'
import { BaseError } from '@/lib/core/error/base-error'
import {
  decodeStateDiff,
  type KnownLayout,
  type LayoutsOf,
} from '@/lib/core/simulation/decode-state-diff'
import { likelyPreimages } from '@/lib/core/simulation/likely-preimages'
import { namespaceVariables } from '@/lib/core/simulation/namespace-variables'
import { newWrites } from '@/lib/core/simulation/new-writes'
import { standardSlots } from '@/lib/core/simulation/standard-layouts'
import type { CallWrite, StrangerCall, StrangerCalls } from '@/lib/core/simulation/stranger-calls'

/** Calls for which what was hashed is traced: that takes a fifth of a second for each. */
const mostTraces = 10

/** Puts what is newly written into words, by the layouts of the new code and of the old. */
export async function decodeNewWrites(
  after: World,
  { tried: { data, ...tried }, facts }: { readonly tried: TriedCalls; readonly facts: CheckFacts },
): Promise<StrangerCalls> {
  const layouts = layoutsIn(facts)
  const joined = {
    variables: layouts.flatMap(({ layout }) => layout.variables),
    types: new Map(layouts.flatMap(({ layout }) => [...layout.types])),
  }
  const keys = [
    tried.stranger,
    0n,
    1n,
    1_000_000n,
    ...new Set(tried.effective.map(({ target }) => target)),
  ]
  const likely = likelyPreimages(joined, keys)
  let traces = 0
  const effective: StrangerCall[] = []
  for (const [index, call] of tried.effective.entries()) {
    const fresh = newWrites(call, tried).filter(({ contract }) =>
      isAddressEqual(contract, call.target),
    )
    if (fresh.length === 0) {
      effective.push(call)
      continue
    }
    const slots = fresh.map(({ slot }) => slot)
    let decoded = decode(fresh, likely(slots))
    if (decoded.some(isOpen) && layouts.length > 1 && traces < mostTraces) {
      traces += 1
      decoded = decode(fresh, await hashed(call, index))
    }
    const writes = call.after.writes.map(
      (write) => decoded.find((one) => isSame(one, write)) ?? write,
    )
    effective.push({ ...call, after: { ...call.after, writes } })
  }
  return { ...tried, effective }

  function decode(
    writes: readonly CallWrite[],
    preimages: Parameters<typeof decodeStateDiff>[0]['preimages'],
  ) {
    const [first] = writes
    if (!first) return []
    const address = first.contract
    const storage = new Map(
      writes.map(({ slot, before: was, after: is }) => [slot, { before: was, after: is }]),
    )
    const diff = new Map([[address.toLowerCase(), { address, storage }]])
    const own: LayoutsOf = { before: layouts, after: layouts, problem: problemIn(facts) }
    const { contracts } = decodeStateDiff({ diff, preimages, layoutsOf: () => own })
    return contracts.flatMap(({ storage: words }) =>
      words.map((word) => ({ contract: address, ...word })),
    )
  }

  async function hashed({ target }: StrangerCall, index: number) {
    const call = { from: tried.stranger, to: target, data: data[index] ?? '0x' }
    try {
      return await after.hashed({ ...call, gas: tryLimits.callGas })
    } catch (error) {
      if (!(error instanceof BaseError)) throw error
      return []
    }
  }
}

function isOpen({ variables, slot }: CallWrite): boolean {
  return variables.length === 0 && BigInt(slot) >> 64n !== 0n
}

function isSame(one: CallWrite, other: CallWrite): boolean {
  return one.slot === other.slot && isAddressEqual(one.contract, other.contract)
}

function layoutsIn(facts: CheckFacts): KnownLayout[] {
  const sides = [
    [facts['new layout'], facts['new model']],
    [facts['old layout'], facts['old model']],
  ] as const
  const own = sides.flatMap(([layout, model]): KnownLayout[] => {
    if (!layout?.known) return []
    const spaces = namespaceVariables(model?.known ? model.value.namespaces : [])
    const variables = [...layout.value.variables, ...spaces.variables]
    const types = new Map([...layout.value.types, ...spaces.types])
    return [{ origin: 'sources', layout: { variables, types } }]
  })
  return [...own, { origin: 'standard', layout: standardSlots() }]
}

function problemIn({ 'new layout': layout }: CheckFacts): string | undefined {
  return layout?.known === false ? layout.reason : undefined
}
