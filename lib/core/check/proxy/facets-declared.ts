import type { Check, Judgement } from '@/lib/core/check/check'
import { type Verdict, worstVerdict } from '@/lib/core/check/finding'
import { applyDiamondCut } from '@/lib/core/proxy/apply-diamond-cut'
import type { Diamond } from '@/lib/core/proxy/diamond'
import { type DiamondCut, diamondCutSelector } from '@/lib/core/proxy/read-diamond-cut'
import { cutsInCalls } from './cuts-in-calls'
import { type Judged, judgeCut } from './judge-cut'
import type { ReviewedDiamonds } from './reviewed-diamonds'

/** PX-06. Whether each cut of a diamond does what it says, to code that can be looked at. */
export const facetsDeclared: Check<'calls' | 'diamonds'> = {
  id: 'PX-06',
  title: 'Facets change as declared',
  severity: 'high',
  about: 'patch',
  kind: 'judgement',
  needs: ['calls', 'diamonds'],
  incident:
    'LI.FI, 2024-07-16, 11.6 million: a new facet made any call for anybody. Beanstalk, 2022-04-17, 181 million: the initialisation of a cut, which a diamond delegates to, moved everything out.',
  remedy:
    'List what the diamond has before and after, publish the sources of each facet and of the initialisation, and keep a way to cut again.',
  run: ({ calls, diamonds }) => {
    const cuts = cutsInCalls(calls)
    if (cuts.length === 0) {
      const evidence = [{ where: 'calls', what: 'none of them cuts a diamond' }]
      return { verdict: 'not-applicable', detail: 'The calls change no facet.', evidence }
    }
    const states = new Map<string, Diamond>()
    const judged = cuts.flatMap(({ path, cut }): Judged[] =>
      cut
        ? judge(path, cut, { states, ...diamonds })
        : [{ verdict: 'unknown', where: path, what: 'the cut is not written as an encoder would' }],
    )
    return conclude(judged)
  },
}

type Known = ReviewedDiamonds & {
  /** The diamonds as the cuts before left them. */
  readonly states: Map<string, Diamond>
}

function judge(path: string, cut: DiamondCut, { states, diamonds, codes }: Known): Judged[] {
  const key = cut.diamond.toLowerCase()
  const read = diamonds.get(key) ?? { known: false, reason: 'its facets were not read' }
  if (!read.known) return [{ verdict: 'unknown', where: cut.diamond, what: read.reason }]
  const before = states.get(key) ?? read.value
  const applied = applyDiamondCut(before, cut)
  states.set(key, { ...before, functions: applied.functions })
  const what = `${countOf(before)} before, ${countOf(applied)} after`
  return [
    ...(before.functions.has(diamondCutSelector)
      ? []
      : [{ verdict: 'fail', where: cut.diamond, what: 'has no diamondCut()' } as const]),
    ...before.contradictions.map(
      (said): Judged => ({ verdict: 'fail', where: cut.diamond, what: said }),
    ),
    ...judgeCut(path, cut, { applied, codes }),
    before.confirmedBy === 'storage'
      ? { verdict: 'pass', where: path, what }
      : { verdict: 'unknown', where: path, what: `${what}, in the words of the diamond only` },
  ]
}

function countOf({ functions }: Pick<Diamond, 'functions'>): string {
  const facets = new Set([...functions.values()].map((facet) => facet.toLowerCase()))
  return `${functions.size} functions of ${facets.size} facets`
}

/** Lines of evidence; what is worst stands first. */
const mostEvidence = 48

const rank: readonly Verdict[] = ['fail', 'unknown', 'warn', 'not-applicable', 'pass']

const details: Readonly<Record<Verdict, string>> = {
  pass: 'Every function changes as its cut says, and every facet is known.',
  warn: 'Functions are removed.',
  unknown: 'Not all that the cut brings could be looked at.',
  fail: 'The cut does something else than it says, or brings what cannot be trusted.',
  'not-applicable': '',
}

function conclude(judged: readonly Judged[]): Judgement {
  const verdict = worstVerdict(judged.map((one) => one.verdict))
  const sorted = judged.toSorted((a, b) => rank.indexOf(a.verdict) - rank.indexOf(b.verdict))
  const shown = sorted.slice(0, mostEvidence).map(({ where, what }) => ({ where, what }))
  const more = sorted.length - shown.length
  const rest = more > 0 ? [{ where: 'cut', what: `${more} more observations` }] : []
  return { verdict, detail: details[verdict], evidence: [...shown, ...rest] }
}
