import { compareValues, type TypeComparison } from './compare-values'
import { diffCells } from './diff-cells'
import { typeCells } from './storage-cells'
import { worstSafety } from './storage-diff'
import type { StorageLayout, StorageType } from './storage-layout'
import { elementPlace, typeOf } from './type-size'

/** The two layouts, and the pairs of types under comparison: a struct may lead back to itself by a mapping. */
export type TypeComparisons = {
  readonly from: StorageLayout
  readonly to: StorageLayout
  readonly compared: Map<string, TypeComparison>
  readonly depth: number
}

/** Types within types, by mappings and arrays. Nobody writes half as many; hostile files do. */
const maximumDepth = 64
/** Characters of a reason, which quotes the reasons within. */
const maximumReason = 600

const unchanged: TypeComparison = {
  safety: 'safe',
  reason: 'same place, same type',
  same: true,
  element: false,
}

/** Compares two types that begin at the same byte, with all they lead to. */
export function compareTypes(
  from: string,
  to: string,
  comparisons: TypeComparisons,
): TypeComparison {
  const pair = `${from} ${to}`
  const known = comparisons.compared.get(pair)
  if (known) return known
  if (comparisons.depth > maximumDepth) {
    return changed('undetermined', `nested more than ${maximumDepth} deep`)
  }
  // A pair met again within itself holds if all the rest does.
  comparisons.compared.set(pair, unchanged)
  const result = compareKinds(typeOf(comparisons.from, from), typeOf(comparisons.to, to), {
    ...comparisons,
    depth: comparisons.depth + 1,
  })
  comparisons.compared.set(pair, result)
  return result
}

function compareKinds(a: StorageType, b: StorageType, all: TypeComparisons): TypeComparison {
  if (a.kind === 'value' && b.kind === 'value') {
    return compareValues({ layout: all.from, type: a }, { layout: all.to, type: b })
  }
  if (a.kind === 'bytes' && b.kind === 'bytes') {
    return a.label === b.label ? unchanged : changed('review', `${a.label} is read as ${b.label}`)
  }
  if (a.kind === 'mapping' && b.kind === 'mapping') return compareMappings(a, b, all)
  if (a.kind === 'dynamic-array' && b.kind === 'dynamic-array') {
    return compareElements(a.base, b.base, all)
  }
  if (a.kind === 'static-array' && b.kind === 'static-array') return compareArrays(a, b, all)
  return changed('unsafe', `${a.label} is read as ${b.label}`)
}

function changed(safety: TypeComparison['safety'], reason: string, element = false) {
  return { safety, reason, same: false, element }
}

type Mapping = StorageType & { readonly kind: 'mapping' }

/** A value lies where the hash of its key says, alone: it may grow, but its key must hash as before. */
function compareMappings(a: Mapping, b: Mapping, all: TypeComparisons): TypeComparison {
  const key = compareKeys(a.key, b.key, all)
  if (key.safety === 'unsafe') return key
  return join([key, compareContents(a.value, b.value, all)])
}

/** Numbers are widened to a word before they are hashed, so a wider key finds what a narrower one wrote. */
function compareKeys(from: string, to: string, all: TypeComparisons): TypeComparison {
  const compared = compareTypes(from, to, all)
  if (compared.safety === 'unsafe') return { ...compared, reason: `its key: ${compared.reason}` }
  const [a, b] = [typeOf(all.from, from), typeOf(all.to, to)]
  const widened = a.kind === 'value' && b.kind === 'value' && a.bytes < b.bytes
  return widened ? changed('review', `its key is now ${b.label}, was ${a.label}`) : compared
}

type FixedArray = StorageType & { readonly kind: 'static-array' }

function compareArrays(a: FixedArray, b: FixedArray, all: TypeComparisons): TypeComparison {
  const elements = compareElements(a.base, b.base, all)
  if (elements.safety === 'unsafe' || a.length === b.length) return elements
  const reason = `${b.length} elements, were ${a.length}`
  return join([elements, changed(b.length > a.length ? 'safe' : 'review', reason, true)])
}

/** Each element lies at a multiple of its size, so none may change it. */
function compareElements(from: string, to: string, all: TypeComparisons): TypeComparison {
  const [a, b] = [elementPlace(typeOf(all.from, from)), elementPlace(typeOf(all.to, to))]
  if (a.bytes !== b.bytes) {
    const reason = `each element takes ${b.bytes} bytes, took ${a.bytes}: all but the first move`
    return changed('unsafe', reason, true)
  }
  return compareContents(from, to, all)
}

function compareContents(from: string, to: string, all: TypeComparisons): TypeComparison {
  const rows = diffCells(typeCells(all.from, from), typeCells(all.to, to), (a, b) =>
    compareTypes(a, b, all),
  )
  const struct = [typeOf(all.from, from), typeOf(all.to, to)].some(({ kind }) => kind === 'struct')
  return join(
    rows.map(({ change, safety, reason, element, from: old, to: now }) => ({
      safety,
      same: change === 'unchanged',
      element: element || (struct && change !== 'unchanged'),
      reason: struct ? `member ${(now ?? old)?.path}: ${reason}` : reason,
    })),
  )
}

/** The worst of several; its reasons are those of the worst. */
function join(comparisons: readonly TypeComparison[]): TypeComparison {
  const safety = worstSafety(comparisons.map((one) => one.safety))
  const telling = comparisons.filter((one) => one.safety === safety && !one.same)
  const undetermined = comparisons.filter((one) => one.safety === safety && safety !== 'safe')
  const reasons = (telling.length > 0 ? telling : undetermined).map(({ reason }) => reason)
  return {
    safety,
    same: comparisons.every(({ same }) => same),
    element: comparisons.some(({ element }) => element),
    reason: shorten(reasons) || unchanged.reason,
  }
}

function shorten(reasons: readonly string[]): string {
  const shown = reasons.slice(0, 3).join('; ').slice(0, maximumReason)
  return reasons.length > 3 ? `${shown}; and ${reasons.length - 3} more` : shown
}
