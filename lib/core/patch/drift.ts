import { type Alarm, isActive } from '@/lib/core/patch/alarm'
import type { Look } from '@/lib/core/patch/look'
import { codeBehind, type WatchedFact, type WatchedKind } from '@/lib/core/patch/watched-fact'
import { compareEffects } from '@/lib/core/simulation/compare-effects'

/** Differences of effects that are told one by one. */
const shownEffects = 30

/** What is compared of one thing: how it is now, and whether that is as it was. */
type Verdict = { readonly status: 'same' | 'unknown' } | (Change & { readonly status: 'changed' })
type Change = { readonly before: string; readonly after: string }

export type Drift = {
  readonly alarms: readonly Alarm[]
  /** What could not be compared now, in words. With any of these, that there is no alarm is no answer. */
  readonly unseen: readonly string[]
}

/**
 * Compares a look at a patch with the first one, and moves its alarms on: what is not as it was is raised or goes on, what
 * is as it was again has ended. What cannot be seen now raises nothing and ends nothing.
 *
 * @param alarms Those of the patch so far, ended ones too.
 */
export function judgeDrift({
  first,
  now,
  alarms,
}: {
  readonly first: Look
  readonly now: Look
  readonly alarms: readonly Alarm[]
}): Drift {
  const facts = now.facts.map((fact) => ({ ...fact, verdict: judgeFact(fact, first) }))
  const effects = judgeEffects(first, now)
  const { number } = now.block
  const changes = [
    ...facts.flatMap(({ kind, what, verdict }) =>
      verdict.status === 'changed' ? [toAlarm({ kind, what, ...verdict }, number)] : [],
    ),
    ...effects.changes.map((change) => toAlarm({ kind: 'effect', ...change }, number)),
  ]
  const unseen = [
    ...facts.flatMap(({ what, value, verdict }) =>
      verdict.status === 'unknown'
        ? [`${what}: ${value.known ? 'was unknown' : value.reason}`]
        : [],
    ),
    ...first.facts
      .filter((one) => one.kind !== 'safe' && !now.facts.some((fact) => isSame(one, fact)))
      .map(({ what }) => `${what}: was not looked at`),
    ...effects.unseen,
  ]
  const isAsBefore = ({ kind, what }: Alarm): boolean => {
    // An effect rests on all the rest.
    if (kind === 'effect') return unseen.length === 0
    const fact = facts.find((one) => one.kind === kind && one.what === what)
    // A Safe is not asked any more once it has executed; what else was not looked at is no answer.
    return fact === undefined ? kind === 'safe' : fact.verdict.status === 'same'
  }
  return { alarms: moveOn(alarms, { changes, isAsBefore, number }), unseen }
}

/**
 * What a first look could not see is taken from the next that sees it: what could not be read, and what had not gone through
 * yet, since a predecessor has to come first. Once that is done, what stands behind the proxies may be its doing, and is taken
 * anew too.
 */
export function completeLook(begun: Look, now: Look): Look {
  const first = isUnblocked(begun, now) ? { ...begun, facts: begun.facts.filter(isFixed) } : begun
  const isOpen = (fact: WatchedFact) =>
    !first.facts.some((one) => isSame(one, fact) && one.value.known)
  const added = now.facts.filter((fact) => fact.value.known && isOpen(fact))
  const kept = first.facts.filter((fact) => !added.some((one) => isSame(one, fact)))
  const facts = [...kept, ...added]
  // What failed, was not run or is of something else is nothing to compare with.
  const isComparable = first.effects.ending.status === 'done' && first.executes === now.executes
  if (isComparable || now.effects.ending.status !== 'done') return { ...first, facts }
  return { ...first, facts, executes: now.executes, effects: now.effects }
}

function isUnblocked(first: Look, now: Look): boolean {
  const stateIn = ({ facts }: Look) => {
    const fact = facts.find(({ kind }) => kind === 'predecessor')
    return fact?.value.known ? fact.value.value : undefined
  }
  const before = stateIn(first)
  return before !== undefined && before !== 'done' && stateIn(now) === 'done'
}

/** Not what a predecessor changes by being executed: itself, and what stands behind proxies. */
function isFixed({ kind, what }: WatchedFact): boolean {
  return kind !== 'predecessor' && kind !== 'implementation' && !what.startsWith(codeBehind)
}

function isSame(a: WatchedFact, b: WatchedFact): boolean {
  return a.kind === b.kind && a.what === b.what
}

function judgeFact(fact: WatchedFact, first: Look): Verdict {
  const then = first.facts.find((one) => isSame(one, fact))
  if (!fact.value.known || !then?.value.known) return { status: 'unknown' }
  const [before, after] = [then.value.value, fact.value.value]
  if (before === after || isProgress(fact.kind, before, after)) return { status: 'same' }
  return { status: 'changed', before, after }
}

const order = ['unset', 'scheduled', 'done']

/** A predecessor that comes nearer to being done is what everybody waits for. */
function isProgress(kind: WatchedKind, before: string, after: string): boolean {
  return kind === 'predecessor' && order.indexOf(after) > order.indexOf(before)
}

function judgeEffects(first: Look, now: Look) {
  const { ending } = first.effects
  if (ending.status === 'done' && first.executes !== now.executes) {
    return { changes: [], unseen: ['What is executed now was not seen to go through yet.'] }
  }
  if (ending.status !== 'done') {
    return { changes: [], unseen: [`It was never seen to go through. ${ending.reason}`] }
  }
  const { differences, unseen } = compareEffects(first.effects, now.effects)
  const told = differences.slice(0, shownEffects)
  const left = differences.length - told.length
  const named = new Map<string, number>()
  const changes = told.map(({ what, expected, actual }) => {
    const count = (named.get(what) ?? 0) + 1
    named.set(what, count)
    return { what: count > 1 ? `${what} (${count})` : what, before: expected, after: actual }
  })
  const more = { what: 'more effects', before: 'as before', after: `${left} more differ` }
  return { changes: left > 0 ? [...changes, more] : changes, unseen }
}

function toAlarm(
  { kind, what, before, after }: Change & Pick<Alarm, 'kind' | 'what'>,
  number: bigint,
): Alarm {
  return { kind, what, before, after, firstBlock: number, lastBlock: number }
}

function moveOn(
  alarms: readonly Alarm[],
  {
    changes,
    isAsBefore,
    number,
  }: {
    readonly changes: readonly Alarm[]
    readonly isAsBefore: (alarm: Alarm) => boolean
    readonly number: bigint
  },
): Alarm[] {
  const isOf = (a: Alarm, b: Alarm) => a.kind === b.kind && a.what === b.what
  const moved = alarms.map((alarm): Alarm => {
    if (!isActive(alarm)) return alarm
    const change = changes.find((one) => isOf(one, alarm))
    if (change) return { ...alarm, after: change.after, lastBlock: number }
    return isAsBefore(alarm) ? { ...alarm, endedBlock: number } : alarm
  })
  const raised = changes.filter(
    (one) => !alarms.some((alarm) => isActive(alarm) && isOf(alarm, one)),
  )
  return [...moved, ...raised]
}
