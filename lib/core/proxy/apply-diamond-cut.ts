import { type Address, type Hex, isAddressEqual, zeroAddress } from 'viem'
import type { Diamond } from './diamond'
import type { DiamondCut, FacetCut } from './read-diamond-cut'

/** What a cut does to one selector. */
export type FunctionChange = {
  readonly selector: Hex
  readonly from: Address | undefined
  readonly to: Address | undefined
}

export type AppliedCut = {
  readonly functions: Diamond['functions']
  readonly changes: readonly FunctionChange[]
  /** Where the cut says something else than it does, or cannot be done. */
  readonly problems: readonly { readonly selector: Hex | undefined; readonly what: string }[]
}

/**
 * The functions of a diamond after a cut. What EIP-2535 refuses is done all the same and told: a diamond that does not
 * refuse would do it.
 */
export function applyDiamondCut(
  { at, functions }: Pick<Diamond, 'at' | 'functions'>,
  { parts, strayData }: Pick<DiamondCut, 'parts' | 'strayData'>,
): AppliedCut {
  const after = new Map(functions)
  const changes: FunctionChange[] = []
  const problems: AppliedCut['problems'][number][] = []
  const seen = new Set<Hex>()
  for (const { facet, action, selector } of inSingles(parts)) {
    const from = after.get(selector)
    const what = seen.has(selector) ? 'is cut twice' : describeProblem({ facet, action }, from, at)
    if (what) problems.push({ selector, what })
    seen.add(selector)
    const to = action === 'remove' || isAddressEqual(facet, zeroAddress) ? undefined : facet
    if (to) after.set(selector, to)
    else after.delete(selector)
    changes.push({ selector, from, to })
  }
  const empty = parts.filter(({ selectors }) => selectors.length === 0)
  const vain = empty.map(({ facet }) => `a part for ${facet} names no selector`)
  const stray = strayData === '0x' ? [] : ['data for an initialisation goes to no contract']
  const others = [...vain, ...stray].map((what) => ({ selector: undefined, what }))
  return { functions: after, changes, problems: [...problems, ...others] }
}

function inSingles(parts: readonly FacetCut[]) {
  return parts.flatMap(({ facet, action, selectors }) =>
    selectors.map((selector) => ({ facet, action, selector: selector.toLowerCase() as Hex })),
  )
}

type Part = Pick<FacetCut, 'facet' | 'action'>

function describeProblem(
  { facet, action }: Part,
  from: Address | undefined,
  diamond: Address,
): string | undefined {
  if (action === 'unknown') return 'is cut by an action that does not exist'
  if (action === 'add') return describeAddition(facet, from)
  if (!from) return `is to be ${action}d, and nobody answers it`
  // The diamond answers it itself, and no cut can change that.
  if (isAddressEqual(from, diamond)) return `is to be ${action}d, and is part of the diamond itself`
  const isNobody = isAddressEqual(facet, zeroAddress)
  if (action === 'remove') return isNobody ? undefined : `is to be removed, and names ${facet}`
  if (isNobody) return 'is said to be replaced, and is removed'
  return isAddressEqual(from, facet) ? 'is replaced by itself' : undefined
}

function describeAddition(facet: Address, from: Address | undefined): string | undefined {
  if (isAddressEqual(facet, zeroAddress)) return 'is added to no facet'
  return from && `is said to be new, and replaces that of ${from}`
}
