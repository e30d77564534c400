import type { Hex } from 'viem'
import type { CodeAnalysis, StorageUse } from '@/lib/core/bytecode/code-analysis'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { SlotDifference } from './slots-agree'
import { describeUse, keyOfUse } from './storage-places'

type Sides = {
  readonly from: CodeAnalysis
  readonly to: CodeAnalysis
  /** Selectors of the functions to compare. */
  readonly common: readonly Hex[]
}

/**
 * Functions that use other places than they did. One that used a single place and uses a single other one, which was in
 * use before or whose old place still is, reads something else under its name: that is a fail. One that uses a place no
 * more may do so where the analysis cannot follow. One that uses more than before is no difference: that is what patches
 * do.
 */
export function findMovedFunctions({ from, to, common }: Sides): SlotDifference[] {
  const before = placesBySelector(from)
  const after = placesBySelector(to)
  const known = new Set(from.storage.map(keyOfUse))
  const used = new Set(to.storage.map(keyOfUse))
  return common.flatMap((selector): SlotDifference[] => {
    const [was, is] = [before.get(selector) ?? new Map(), after.get(selector) ?? new Map()]
    const lost = [...was].filter(([key]) => !is.has(key))
    const gained = [...is].filter(([key]) => !was.has(key))
    if (lost.length === 0) return []
    const isSingle = was.size === 1 && is.size === 1
    const isTaken = gained.some(([key]) => known.has(key)) || lost.some(([key]) => used.has(key))
    const now = gained.length > 0 ? `${listOf(gained)} now instead` : 'no longer'
    const what = `used ${listOf(lost)} before, and ${now}`
    return [
      {
        verdict: isSingle && isTaken ? 'fail' : 'warn',
        evidence: { where: selector, what: visibleText(what, { maxLength: 300 }) },
      },
    ]
  })
}

type Places = Map<string, StorageUse>

/** The places that each function was seen to use. */
export function placesBySelector({ storage }: CodeAnalysis): Map<Hex, Places> {
  const places = new Map<Hex, Places>()
  for (const use of storage) {
    for (const selector of [...use.reads, ...use.writes]) {
      const group = places.get(selector)
      if (group) group.set(keyOfUse(use), use)
      else places.set(selector, new Map([[keyOfUse(use), use]]))
    }
  }
  return places
}

function listOf(places: readonly (readonly [string, StorageUse])[]): string {
  return places.map(([, use]) => describeUse(use)).join('; ')
}
