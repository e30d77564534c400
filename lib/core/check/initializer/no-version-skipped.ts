import type { Check, Judgement } from '@/lib/core/check/check'
import type { CheckFactValues } from '@/lib/core/check/check-facts'
import { type FindingEvidence, worstVerdict } from '@/lib/core/check/finding'
import { evidenceAt, unreadParts } from '@/lib/core/check/model-evidence'
import type { InitializerModel } from '@/lib/core/source/contract-model'
import { initializedSlot } from '@/lib/core/source/initialized-slot'
import { type CallOnProxy, callsOnProxies } from './initializer-calls'
import { readVersion, versionVariable } from './version-place'

type Needs = 'upgrade' | 'calls' | 'old model' | 'new model'
type May = 'live values' | 'old layout'
type Values = Pick<CheckFactValues, Needs> & Partial<Pick<CheckFactValues, May>>
type Versioned = InitializerModel & { readonly version: bigint }

/** IN-04. Whether every version between what the proxy is at and what the new code knows is run, in order. */
export const noVersionSkipped: Check<Needs, May> = {
  id: 'IN-04',
  title: 'No reinitializer is skipped',
  severity: 'critical',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['upgrade', 'calls', 'old model', 'new model'],
  may: ['live values', 'old layout'],
  incident:
    'Ronin, 2024-08-06, 12 million: the upgrade ran initializeV4 and not initializeV3, which left the weight of all operators at 0.',
  remedy: 'Call every initializer that is new, from the lowest version up, within the patch.',
  run: (values) => {
    const { 'new model': model } = values
    const unread = model.initializers.filter(({ version }) => version === undefined)
    const parts = unreadParts(values['old model'], model)
    if (unread.length + parts.length > 0) return unreadVersions(unread, parts)
    const live = liveVersion(values)
    const before = live ?? highest(versioned(values['old model'].initializers))
    const pending = versioned(model.initializers).filter(({ version }) => version > before)
    if (pending.length === 0) {
      const detail = `No initializer is of a version above ${before}${live === undefined ? ', the last of the old code' : ', where the proxy is'}.`
      return live === undefined && before > 1n
        ? notRead([])
        : { verdict: 'pass', detail, evidence: [] }
    }
    const calls = callsOnProxies(values.upgrade, values.calls)
    const judged = values.upgrade.proxies.map((proxy) => {
      const own = calls.filter((call) => call.proxy.toLowerCase() === proxy.toLowerCase())
      return judgeOrder(pending, own, live, before)
    })
    const worst = worstVerdict(judged.map(({ verdict }) => verdict))
    return judged.find(({ verdict }) => verdict === worst) ?? judgeOrder(pending, [], live, before)
  },
}

function judgeOrder(
  pending: readonly Versioned[],
  calls: readonly CallOnProxy[],
  live: bigint | undefined,
  before: bigint,
): Judgement {
  const ran = calls.flatMap(({ selector }) => pending.filter((one) => one.selector === selector))
  const reached = highest(ran)
  const skipped = pending.filter((one) => one.version < reached && !isInTime(one, ran))
  if (skipped.length > 0) {
    const detail = `After version ${reached}, ${skipped.length} initializers can never run.`
    return {
      verdict: 'fail',
      detail,
      evidence: skipped.map((one) => toEvidence(one, 'is skipped')),
    }
  }
  const left = pending.filter((one) => !ran.includes(one))
  if (left.length > 0) {
    const detail = `${left.length} initializers are left for later, by whoever is first.`
    return {
      verdict: 'warn',
      detail,
      evidence: left.map((one) => toEvidence(one, 'is not called')),
    }
  }
  const evidence = ran.map((one) => toEvidence(one, 'is called'))
  return live === undefined && before > 1n
    ? notRead(evidence)
    : { verdict: 'pass', detail: `${ran.length} new versions are run, in order.`, evidence }
}

/** Whether the last initializer of the old code was ever run, only the chain knows. */
function notRead(evidence: readonly FindingEvidence[]): Judgement {
  return { verdict: 'unknown', detail: 'The version that the proxy is at was not read.', evidence }
}

/** Whether it is called, and before any of a higher version. */
function isInTime(one: Versioned, ran: readonly Versioned[]): boolean {
  const position = ran.indexOf(one)
  return position >= 0 && ran.slice(0, position).every(({ version }) => version < one.version)
}

function unreadVersions(
  initializers: readonly InitializerModel[],
  parts: readonly FindingEvidence[],
): Judgement {
  const evidence = [
    ...initializers.map((one) =>
      evidenceAt(one.place, `${one.signature} is of no constant version`),
    ),
    ...parts,
  ]
  return { verdict: 'unknown', detail: 'Not all initializers could be read.', evidence }
}

function versioned(initializers: readonly InitializerModel[]): Versioned[] {
  return initializers.flatMap((one) =>
    one.version === undefined ? [] : [{ ...one, version: one.version }],
  )
}

function highest(initializers: readonly Versioned[]): bigint {
  return (
    initializers
      .map(({ version }) => version)
      .toSorted(ascending)
      .at(-1) ?? 0n
  )
}

function ascending(a: bigint, b: bigint): number {
  return a < b ? -1 : 1
}

/**
 * Of several proxies the one that is furthest behind. Undefined where the slot of one was not read, or holds nothing: then
 * it counts elsewhere.
 */
function liveVersion({
  'live values': live = [],
  'old layout': layout,
}: Values): bigint | undefined {
  const own = layout && versionVariable(layout)
  const places = [{ slot: initializedSlot, offset: 0, bytes: 8 }, ...(own ? [own] : [])]
  const versions = live.map(({ words }) => {
    const counts = places.map((place) => {
      const word = words.get(place.slot)
      return word === undefined ? 0n : readVersion(word, place)
    })
    return counts.find((count) => count > 0n) ?? 0n
  })
  const [lowest = 0n] = versions.toSorted(ascending)
  return lowest === 0n ? undefined : lowest
}

function toEvidence({ place, signature, version, writes }: Versioned, what: string) {
  return evidenceAt(
    place,
    `${signature}, version ${version}, ${what}; it writes ${writes.join(', ')}`,
  )
}
