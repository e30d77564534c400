import type { Judgement } from '@/lib/core/check/check'
import type { FindingEvidence, Verdict } from '@/lib/core/check/finding'
import { worstVerdict } from '@/lib/core/check/finding'

export type Judged = FindingEvidence & { readonly verdict: Verdict }

/** More evidence is not read; what is worst comes first. */
const mostEvidence = 60

const order: readonly Verdict[] = ['fail', 'unknown', 'warn', 'pass', 'not-applicable']

/**
 * One judgement of many: the worst of them, where at least one passes or is worse; what has no bearing on the patch does
 * not count.
 */
export function summarise<T>(
  answers: readonly T[],
  judge: (answer: T) => Judged | readonly Judged[],
  claim: string,
): Judgement {
  const judged = answers.flatMap((answer) => judge(answer))
  const counted = judged.filter(({ verdict }) => verdict !== 'not-applicable')
  const verdict = counted.length > 0 ? worstVerdict(counted.map((one) => one.verdict)) : 'unknown'
  const sorted = judged.toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict))
  const shown = sorted.slice(0, mostEvidence).map(({ where, what }) => ({ where, what }))
  const left = sorted.length - shown.length
  const rest = left > 0 ? [{ where: '…', what: `${left} more` }] : []
  const passed = judged.filter((one) => one.verdict === 'pass').length
  // Where it fails, what is not as claimed is the point.
  const only = verdict === 'fail' && passed > 0 ? 'Only ' : ''
  const detail = `${only}${passed === 0 ? 'None' : passed} of ${judged.length} ${claim}.`
  return { verdict, detail, evidence: [...shown, ...rest] }
}
