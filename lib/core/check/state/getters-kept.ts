import { visibleText } from '@/lib/core/chain/visible-text'
import type { Check, Judgement } from '@/lib/core/check/check'
import { type FindingEvidence, type Verdict, worstVerdict } from '@/lib/core/check/finding'
import { explainRead } from '@/lib/core/simulation/explain-read'
import type {
  AskedContract,
  GetterReads,
  ReadDifference,
  ReadSide,
} from '@/lib/core/simulation/getter-reads'
import type { StateDiff } from '@/lib/core/simulation/state-diff'
import { boundEvidence } from './bound-evidence'

/** SM-04. Whether what was not written reads as it did. */
export const gettersKept: Check<'getter reads' | 'simulation'> = {
  id: 'SM-04',
  title: 'Getters answer as before',
  severity: 'high',
  about: 'patch',
  kind: 'judgement',
  needs: ['getter reads', 'simulation'],
  incident:
    'dYdX, 2021-08-03: an upgrade put two slots into one, and the exchange rate of all stakes read 0 instead of 1. Pike, 2024-04-30, about 1.7 million: a pause that was added moved every variable behind it.',
  remedy:
    'Find out why the answer differs: compare the storage layouts, then the code of the getter.',
  run: ({ 'getter reads': reads, simulation: { diff } }) => {
    if (!diff.known) {
      const evidence = [{ where: 'simulation', what: diff.reason }]
      return { verdict: 'unknown', detail: 'What was written is not known.', evidence }
    }
    const looks = [
      ...reads.differences.map((difference) => judge(difference, diff.value)),
      ...reads.contracts.flatMap(unaskedOf),
    ]
    const order: readonly Verdict[] = ['fail', 'unknown', 'warn', 'pass']
    const sorted = order.flatMap((one) => looks.filter(({ verdict }) => verdict === one))
    return conclude(reads, sorted)
  },
}

type Look = { readonly verdict: Verdict; readonly evidence: FindingEvidence }

function conclude({ contracts }: GetterReads, looks: readonly Look[]): Judgement {
  const questions = contracts.reduce((sum, one) => sum + one.questions, 0)
  const getters = contracts.reduce((sum, one) => sum + one.getters, 0)
  const asked = `${questions} questions to ${getters} getters of ${contracts.length} contracts, each asked without the patch and with it`
  if (questions === 0) {
    const evidence = looks.map(({ evidence: one }) => one)
    return { verdict: 'unknown', detail: 'No getter could be asked.', evidence }
  }
  const verdict = looks.length === 0 ? 'pass' : worstVerdict(looks.map((look) => look.verdict))
  const few = looks.filter((look) => look.verdict === verdict).length
  const evidence = [
    ...boundEvidence(looks.map((look) => look.evidence)),
    ...contracts.map(({ address, questions: own, getters: of, known }) => ({
      where: address,
      what: `${own} questions to ${of} getters, known from ${sources[known]}`,
    })),
  ]
  const told = details[verdict]
  return { verdict, detail: told ? `${few} ${told} ${asked}.` : `Of ${asked}, ${kept}`, evidence }
}

const kept = 'none is answered differently but by what was written.'
const sources = { ABI: 'its ABI', code: 'its code', standards: 'standards' } as const

const details: Readonly<Record<Verdict, string>> = {
  pass: '',
  warn: 'answers rest on what was written and are others.',
  fail: 'answers differ, and nothing that was written says so.',
  unknown: 'parts could not be compared.',
  'not-applicable': '',
}

/** Their answers are meant to change with the code, and SE-06 says whether they fall back. */
const told =
  /^(version|VERSION|getVersion|contractVersion|REVISION|UPGRADE_INTERFACE_VERSION|supportsInterface)\(/

function judge(difference: ReadDifference, diff: StateDiff): Look {
  const { contract, expression, before, after } = difference
  const where = `${contract} ${visibleText(expression, { maxLength: 300 })}`
  const change = `${sideText(before)} → ${sideText(after)}`
  const look = (verdict: Verdict, why: string): Look => ({
    verdict,
    evidence: { where, what: `${change}${why && `; ${why}`}` },
  })
  if (before.kind === 'unknown' || after.kind === 'unknown') return look('unknown', '')
  if (difference.removed) return look('warn', 'the new code has no such function')
  if (told.test(expression)) return look('pass', 'SE-06 judges it')
  const cause = explainRead(difference, diff)
  if (cause.kind === 'written') {
    return look('pass', `${visibleText(cause.path, { maxLength: 200 })} was written so`)
  }
  const emptied = cause.kind === 'rests on' && cause.emptied
  if (after.kind === 'reverts' && emptied) {
    const path = visibleText(emptied, { maxLength: 200 })
    return look('warn', `it no longer answers, and ${path} was emptied, on which it rests`)
  }
  if (after.kind === 'reverts') return look('fail', 'it no longer answers')
  if (cause.kind === 'rests on') {
    const paths = visibleText(cause.paths.slice(0, 5).join(', '), { maxLength: 200 })
    return look('warn', `it rests on ${paths}, which was written`)
  }
  return look(before.kind === 'reverts' ? 'warn' : 'fail', 'nothing behind it was written')
}

function sideText(side: ReadSide): string {
  switch (side.kind) {
    case 'answer':
      return visibleText(side.text, { maxLength: 200 })
    case 'reverts':
      return `reverts (${visibleText(side.why, { maxLength: 200 })})`
    case 'unknown':
      return `not known: ${visibleText(side.reason, { maxLength: 200 })}`
  }
}

/** What is known of a contract of others by standards alone is no gap: the path only wrote there. */
function unaskedOf({ address, why, known, unasked }: AskedContract): Look[] {
  const gaps = unasked.map(({ where, what }) => ({
    where: `${address} ${visibleText(where, { maxLength: 200 })}`,
    what: visibleText(what, { maxLength: 200 }),
  }))
  const blind = {
    where: address,
    what: 'its functions are not known, so only common ones were asked',
  }
  const isBlind = known !== 'ABI' && why !== 'written'
  return [...gaps, ...(isBlind ? [blind] : [])].map((evidence) => ({
    verdict: 'unknown',
    evidence,
  }))
}
