import { type Abi, type Hex, toFunctionSelector } from 'viem'
import type { CodeAnalysis } from '@/lib/core/bytecode/code-analysis'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { Check, Judgement } from '@/lib/core/check/check'
import { eip1967Slots } from '@/lib/core/proxy/eip1967-slots'
import { legacySlots } from '@/lib/core/proxy/legacy-slots'
import type { ProxyLayer } from '@/lib/core/proxy/proxy-layer'
import type { ProxiableSlots } from './proxiable-slots'

type Needs = 'upgrade' | 'proxy layers' | 'proxiable slots'
type May = 'old ABI' | 'new ABI' | 'old analysis' | 'new analysis'

/** PX-04. Whether the new code fits the way in which its proxy is upgraded, and brings no second way. */
export const kindKept: Check<Needs, May> = {
  id: 'PX-04',
  title: 'The proxy stays of its kind',
  severity: 'high',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['upgrade', 'proxy layers', 'proxiable slots'],
  // That it can upgrade the new code says itself; its functions show it.
  may: ['old ABI', 'new ABI', 'old analysis', 'new analysis'],
  incident:
    'OpenZeppelin UUPS 4.1 to 4.3.1, September 2021: an implementation that was not made for its proxy could leave it without a way to upgrade, or without code.',
  remedy:
    'Give a UUPS proxy an implementation that can upgrade it, and every other proxy one that cannot.',
  run: ({ upgrade, 'proxy layers': [outermost, ...others], 'proxiable slots': slots, ...code }) => {
    if (!outermost) {
      const evidence = [{ where: upgrade.proxies[0] ?? 'proxy', what: 'forwards to nothing' }]
      return { verdict: 'fail', detail: 'What is upgraded is no proxy.', evidence }
    }
    const { at, pattern, evidence: how, dependsOn = [], contradictions } = outermost
    const shown = [
      { where: at, what: `${pattern}, by ${how}` },
      { where: upgrade.to, what: describeSlot(slots.new) },
    ]
    const lies = contradictions.map((what) => ({ where: at, what: visibleText(what) }))
    if (lies.length > 0) {
      const evidence = [...lies, ...shown]
      return { verdict: 'fail', detail: 'The proxy says one thing and does another.', evidence }
    }
    const judged = judge(outermost, slots, {
      old: meansOf(code['old ABI'], code['old analysis']),
      new: meansOf(code['new ABI'], code['new analysis']),
    })
    if (dependsOn.length > 0 && judged.verdict !== 'fail') {
      const evidence = [{ where: at, what: `looks at ${dependsOn.join(', ')}` }, ...shown]
      const detail = 'Where it forwards to can be another in the next block.'
      return { verdict: 'unknown', detail, evidence }
    }
    const [inner] = others
    if (!inner || judged.verdict !== 'pass') return { ...judged, evidence: shown }
    const between = { where: inner.at, what: `${inner.pattern}, by ${inner.evidence}` }
    const detail = 'What runs now is behind another proxy, and this upgrade removes that.'
    return { verdict: 'warn', detail, evidence: [...shown, between] }
  },
}

function describeSlot(slot: ProxiableSlots['new']): string {
  if (slot === undefined) return 'is no UUPS implementation'
  return isKnown(slot) ? 'can upgrade its proxy itself (UUPS)' : `is UUPS for the slot ${slot}`
}

function isKnown(slot: ProxiableSlots['new']): boolean {
  return slot === eip1967Slots.implementation || slot === legacySlots.proxiable
}

/** The functions of the new code; from the code alone they are a lower bound. */
type Means = { readonly selectors: readonly Hex[]; readonly isAll: boolean }

/** Of `upgradeTo(address)` and `upgradeToAndCall(address,bytes)`. */
const upgradeSelectors: readonly Hex[] = ['0x3659cfe6', '0x4f1ef286']

function meansOf(abi: Abi | undefined, analysis: CodeAnalysis | undefined): Means | undefined {
  if (!abi) return analysis && { selectors: analysis.selectors, isAll: false }
  const functions = abi.flatMap((item) => (item.type === 'function' ? [item] : []))
  return { selectors: functions.map((one) => toFunctionSelector(one)), isAll: true }
}

function hasMeans(means: Means | undefined): boolean {
  return means?.selectors.some((selector) => upgradeSelectors.includes(selector)) === true
}

/** What says that it is UUPS and has nothing to upgrade with would never be upgraded again. */
function judgeUups(means: Means | undefined): Pick<Judgement, 'verdict' | 'detail'> {
  if (!means) return { verdict: 'unknown', detail: 'The functions of the new code are not known.' }
  if (hasMeans(means)) return { verdict: 'pass', detail: 'UUPS before and after.' }
  return means.isAll
    ? {
        verdict: 'fail',
        detail: 'The new code says that it is UUPS, and cannot upgrade its proxy.',
      }
    : { verdict: 'unknown', detail: 'No function to upgrade was found in the new code.' }
}

/** Code that does not say that it is UUPS may all the same write where its proxy keeps its implementation. */
function judgeForeign(
  pattern: ProxyLayer['pattern'],
  means: { readonly old: Means | undefined; readonly new: Means | undefined },
): Pick<Judgement, 'verdict' | 'detail'> {
  if (!hasMeans(means.new)) return { verdict: 'pass', detail: `It stays ${pattern}.` }
  const since = hasMeans(means.old) ? ', as the old one did' : ''
  const detail = `Behind a ${pattern} proxy the new code has a function to upgrade${since}: what it upgrades is to be looked at.`
  return { verdict: 'warn', detail }
}

function judge(
  { pattern }: ProxyLayer,
  { old, new: now }: ProxiableSlots,
  means: { readonly old: Means | undefined; readonly new: Means | undefined },
): Pick<Judgement, 'verdict' | 'detail'> {
  switch (pattern) {
    case 'uups':
      if (now === undefined)
        return { verdict: 'fail', detail: 'Nobody could upgrade this proxy again.' }
      return now === old
        ? judgeUups(means.new)
        : { verdict: 'fail', detail: 'The new code would keep its implementation elsewhere.' }
    case 'transparent':
    case 'beacon':
    case 'zos':
      if (now === undefined) return judgeForeign(pattern, means)
      return old === undefined
        ? { verdict: 'fail', detail: `A second way to upgrade comes to a ${pattern} proxy.` }
        : { verdict: 'warn', detail: `A ${pattern} proxy has a second way to upgrade, as before.` }
    case 'minimal':
    case 'safe':
    case 'diamond':
    case 'eip1967':
    case 'eip897':
    case 'custom':
      return {
        verdict: 'unknown',
        detail: `How a proxy of this kind (${pattern}) is upgraded is not known.`,
      }
  }
}
