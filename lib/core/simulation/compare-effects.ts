import { describeEffect, describeSide } from './describe-effect'
import { type DifferenceRule, ruleOf } from './effect-rules'
import type { Effect, EffectKind, Effects } from './effects'

/** One thing that is not the same on both sides, in words. */
export type EffectDifference = {
  readonly kind: EffectKind | 'ending'
  /** `_borrowCap of 0x…`, `ether 0x… → 0x…`. Tells differences of one comparison apart. */
  readonly what: string
  /** In words; that there is none is said too. */
  readonly expected: string
  readonly actual: string
  /** Why it has to differ; undefined where it counts. */
  readonly rule?: DifferenceRule | undefined
}

export type EffectComparison = {
  /** `same`: all that was seen on both sides is equal or differs by a rule. */
  readonly verdict: 'same' | 'different' | 'unknown'
  readonly differences: readonly EffectDifference[]
  /** Those that have to differ, each with its rule. */
  readonly explained: readonly EffectDifference[]
  /** What could not be compared, in words. */
  readonly unseen: readonly string[]
}

/**
 * Compares two effects of the same calls: a simulation with a later one, or with what really happened. Compared is how it
 * ends, every word of storage, balance, nonce and code of the contracts it calls into, what it moves, allows, creates and
 * emits. Not compared are gas, the order of events, who sends it and pays for it, and what surrounds it. What has to differ is told apart by a
 * rule and listed.
 */
export function compareEffects(expected: Effects, actual: Effects): EffectComparison {
  const unknown = [expected, actual].flatMap(({ ending }) =>
    ending.status === 'unknown' ? [ending.reason] : [],
  )
  if (unknown.length > 0) {
    return { verdict: 'unknown', differences: [], explained: [], unseen: unknown }
  }
  const hidden = [...expected.unseen, ...actual.unseen]
  const skipped = new Set(hidden.flatMap(({ kinds }) => kinds))
  const shown = (side: Effects) => side.effects.filter(({ kind }) => !skipped.has(kind))
  const pairs = pairUp(shown(expected), shown(actual))
  const found = pairs.flatMap(([mine, theirs]) => differenceOf(mine, theirs, { expected, actual }))
  const all = [...compareEndings(expected, actual), ...found]
  const differences = all.filter(({ rule }) => rule === undefined)
  const unseen = hidden.map(({ kinds, reason }) =>
    kinds.length > 0 ? `${kinds.join(', ')}: ${reason}` : reason,
  )
  const isSame = unseen.length > 0 ? 'unknown' : 'same'
  return {
    verdict: differences.length > 0 ? 'different' : isSame,
    differences,
    explained: all.filter(({ rule }) => rule !== undefined),
    unseen: [...new Set(unseen)],
  }
}

function compareEndings(
  { ending: mine }: Effects,
  { ending: theirs }: Effects,
): EffectDifference[] {
  const words = (ending: Effects['ending']) =>
    ending.status === 'done' ? 'goes through' : `fails: ${ending.reason}`
  if (mine.status === theirs.status) return []
  return [{ kind: 'ending', what: 'the execution', expected: words(mine), actual: words(theirs) }]
}

type Pair = readonly [expected: Effect | undefined, actual: Effect | undefined]

/** Equal ones first, whatever their order; the others in the order in which they stand at their place. */
function pairUp(expected: readonly Effect[], actual: readonly Effect[]): Pair[] {
  const left = new Map<string, Effect[]>()
  for (const effect of actual) {
    const key = placeOf(effect)
    left.set(key, [...(left.get(key) ?? []), effect])
  }
  const unequal = expected.filter((effect) => {
    const there = left.get(placeOf(effect)) ?? []
    const index = there.findIndex((other) => isEqual(effect, other))
    if (index >= 0) there.splice(index, 1)
    return index < 0
  })
  const pairs = unequal.map((effect): Pair => [effect, left.get(placeOf(effect))?.shift()])
  const added = actual.filter((effect) => left.get(placeOf(effect))?.includes(effect))
  return [...pairs, ...added.map((effect): Pair => [undefined, effect])]
}

function placeOf({ kind, contract, place }: Effect): string {
  return `${kind} ${contract.toLowerCase()} ${place.toLowerCase()}`
}

function isEqual(a: Effect, b: Effect): boolean {
  return a.after === b.after && a.before === b.before
}

function differenceOf(
  mine: Effect | undefined,
  theirs: Effect | undefined,
  sides: { readonly expected: Effects; readonly actual: Effects },
): EffectDifference[] {
  const effect = mine ?? theirs
  if (!effect) return []
  const rule =
    mine && theirs && ruleOf(mine, theirs, { mine: sides.expected.at, theirs: sides.actual.at })
  return [
    {
      kind: effect.kind,
      what: describeEffect(effect, theirs),
      expected: describeSide(mine, theirs),
      actual: describeSide(theirs, mine),
      ...(rule ? { rule } : {}),
    },
  ]
}
