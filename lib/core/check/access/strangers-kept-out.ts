import { type Address, getAddress, type Hash, isAddressEqual, slice } from 'viem'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { Check, Judgement } from '@/lib/core/check/check'
import { type FindingEvidence, type Verdict, worstVerdict } from '@/lib/core/check/finding'
import { slotNumbers } from '@/lib/core/check/proxy/slot-numbers'
import { newWrites } from '@/lib/core/simulation/new-writes'
import type { CallWrite, StrangerCall, StrangerCalls } from '@/lib/core/simulation/stranger-calls'
import { type PrivilegedPlace, privilegedPlaces } from './privileged-places'
import { triedInWords, untriedEvidence } from './tried-in-words'

/** AC-02. Whether a stranger can write with the patch what only the privileged could. */
export const strangersKeptOut: Check<'stranger calls', 'old model'> = {
  id: 'AC-02',
  title: 'No stranger can write what is privileged',
  severity: 'critical',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['stranger calls'],
  may: ['old model'],
  incident:
    'Ankr, 2022-12-01, about 5 million: the new code had a function that mints for anybody. Pike, 2024-04-30: a stranger made itself the owner. Aevo, 2025-12-12, 2.7 million: the price could be set by anybody.',
  remedy: 'Give the function the guard that its siblings have.',
  run: ({ 'stranger calls': tried, 'old model': model }): Judgement => {
    const isPrivileged = privilegedPlaces(model)
    const judged = tried.effective
      .filter(({ direct }) => !direct)
      .flatMap((call) => judge(call, tried, isPrivileged))
    const verdict = worstVerdict(['pass', ...judged.map((one) => one.verdict)])
    const worst = judged.filter((one) => one.verdict === verdict && verdict !== 'pass')
    const evidence = firstOfEach(worst.map((one) => one.evidence))
    const untried = untriedEvidence(tried)
    if (untried.length > 0 && verdict !== 'fail') {
      const detail = `Not everything was tried. ${triedInWords(tried)}`
      return { verdict: 'unknown', detail, evidence: [...untried, ...evidence] }
    }
    return { verdict, detail: `${details[verdict]} ${triedInWords(tried)}`, evidence }
  },
}

const details: Readonly<Record<Verdict, string>> = {
  pass: 'A stranger writes nothing that it could not write before, but what is its own.',
  warn: 'A stranger can write more than before; nothing tells that it is privileged.',
  fail: 'A stranger can write what is privileged.',
  unknown: 'A stranger can write more than before, and what that is is not known.',
  'not-applicable': '',
}

type Judged = { readonly verdict: Verdict; readonly evidence: FindingEvidence }

function judge(call: StrangerCall, tried: StrangerCalls, isPrivileged: PrivilegedPlace): Judged[] {
  const { before, after, target } = call
  const did = `${call.name}, given ${call.given}`
  const runs = [
    ...(after.runsGiven && !before?.runsGiven ? ['runs code that the caller chooses'] : []),
    ...(after.ends && !before?.ends ? ['ends the contract'] : []),
  ].map((what) => fail(target, `${did}: ${what}`))
  const writes = newWrites(call, tried).flatMap((write): Judged[] => {
    if (!isAddressEqual(write.contract, target)) return judgeElsewhere(write, did)
    const where = `${write.contract} slot ${slotText(write.slot)}`
    if (write.variables.length === 0) return [judgeUnknown(write, did, tried.stranger)]
    return write.variables.flatMap(({ path, before: was, after: is }): Judged[] => {
      const reason = isPrivileged(path)
      const what = `${did}: ${path}: ${was?.text ?? 'nothing'} → ${is?.text ?? 'nothing'}`
      if (reason) return [fail(where, `${what}; ${reason}`)]
      const isOwn = path.toLowerCase().includes(`[${tried.stranger.toLowerCase()}]`)
      return isOwn ? [] : [{ verdict: 'warn', evidence: { where, what: visibleText(what) } }]
    })
  })
  return [...runs, ...writes]
}

function fail(where: string, what: string): Judged {
  return { verdict: 'fail', evidence: { where, what: visibleText(what) } }
}

/** What no layout explains: whoever puts its own address into a place of its own choice has taken it. */
function judgeUnknown(
  { contract, slot, before, after, problem }: CallWrite,
  did: string,
  stranger: Address,
): Judged {
  const where = `${contract} slot ${slotText(slot)}`
  const own = stranger.slice(2).toLowerCase()
  const what = `${did}: ${before} → ${after}`
  const standard = nameOf(slot)
  if (standard) return fail(where, `${what}; ${standard}`)
  if (BigInt(slot) >> 64n === 0n && after.includes(own) && !before.includes(own)) {
    return fail(where, `${what}; it names the stranger`)
  }
  const text = visibleText(problem ? `${what}; ${problem}` : what)
  return { verdict: 'unknown', evidence: { where, what: text } }
}

/** Tokens keep accounts of strangers; of other contracts only the standard places are known. */
function judgeElsewhere({ contract, slot, before, after }: CallWrite, did: string): Judged[] {
  const standard = nameOf(slot)
  if (!standard) return []
  return [fail(`${contract} slot ${slot}`, `${did}: ${text(before)} → ${text(after)}; ${standard}`)]
}

function nameOf(slot: Hash): string | undefined {
  const found = Object.entries(slotNumbers).find(([, number]) => number === slot)
  return found && `the ${found[0]} of a proxy`
}

function text(word: Hash): string {
  return BigInt(word) >> 160n === 0n ? getAddress(slice(word, 12)) : word
}

function slotText(slot: Hash): string {
  return BigInt(slot) < 2n ** 64n ? String(BigInt(slot)) : slot
}

/** One of several arguments for the same place is enough. */
function firstOfEach(evidence: readonly FindingEvidence[]): FindingEvidence[] {
  const seen = new Set<string>()
  const first = evidence.filter(({ where, what }) => {
    const key = `${where} ${what.split(', given ')[0]} ${what.split('; ')[1] ?? ''}`
    return !seen.has(key) && seen.add(key)
  })
  return first.slice(0, 40)
}
