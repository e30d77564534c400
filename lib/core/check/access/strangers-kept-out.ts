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
    const evidence = firstOfEach(worst)
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

/** `key` is the same for what differs by its arguments alone. */
type Judged = {
  readonly verdict: Verdict
  readonly key: string
  readonly evidence: FindingEvidence
}

function judge(call: StrangerCall, tried: StrangerCalls, isPrivileged: PrivilegedPlace): Judged[] {
  const { before, after, target } = call
  const tell = teller(call)
  const runs = [
    ...(after.runsGiven && !before?.runsGiven ? ['runs code that the caller chooses'] : []),
    ...(after.ends && !before?.ends ? ['ends the contract'] : []),
  ].map((what) => tell('fail', target, what))
  const writes = newWrites(call, tried).flatMap((write): Judged[] => {
    if (!isAddressEqual(write.contract, target)) return judgeElsewhere(write, tell)
    const where = `${write.contract} slot ${slotText(write.slot)}`
    if (write.variables.length === 0) return [judgeUnknown(write, tell, tried.stranger)]
    return write.variables.flatMap(({ path, before: was, after: is }): Judged[] => {
      const reason = isPrivileged(path)
      const values = `${was?.text ?? 'nothing'} → ${is?.text ?? 'nothing'}`
      if (reason) return [tell('fail', where, path, `: ${values}; ${reason}`)]
      const isOwn = path.toLowerCase().includes(`[${tried.stranger.toLowerCase()}]`)
      return isOwn ? [] : [tell('warn', where, path, `: ${values}`)]
    })
  })
  return [...runs, ...writes]
}

type Tell = (verdict: Verdict, where: string, what: string, values?: string) => Judged

function teller({ name, selector, given }: StrangerCall): Tell {
  return (verdict, where, what, values = '') => ({
    verdict,
    key: [where, selector, what].join(' '),
    evidence: { where, what: visibleText(`${name}, given ${given}: ${what}${values}`) },
  })
}

/** What no layout explains: whoever puts its own address into a place of its own choice has taken it. */
function judgeUnknown(
  { contract, slot, before, after, problem }: CallWrite,
  tell: Tell,
  stranger: Address,
): Judged {
  const where = `${contract} slot ${slotText(slot)}`
  const own = stranger.slice(2).toLowerCase()
  const standard = nameOf(slot)
  if (standard) return tell('fail', where, standard, `: ${text(before)} → ${text(after)}`)
  const values = `: ${before} → ${after}`
  if (BigInt(slot) >> 64n === 0n && after.includes(own) && !before.includes(own)) {
    return tell('fail', where, 'a word that then names the stranger', values)
  }
  return tell('unknown', where, 'a word', problem ? `${values}; ${problem}` : values)
}

/** Tokens keep accounts of strangers; of other contracts only the standard places are known. */
function judgeElsewhere({ contract, slot, before, after }: CallWrite, tell: Tell): Judged[] {
  const standard = nameOf(slot)
  const values = `: ${text(before)} → ${text(after)}`
  return standard ? [tell('fail', `${contract} slot ${slot}`, standard, values)] : []
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
function firstOfEach(judged: readonly Judged[]): FindingEvidence[] {
  const first = new Map<string, FindingEvidence>()
  for (const { key, evidence } of judged) if (!first.has(key)) first.set(key, evidence)
  return [...first.values()].slice(0, 40)
}
