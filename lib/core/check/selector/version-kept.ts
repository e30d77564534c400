import { visibleText } from '@/lib/core/chain/visible-text'
import type { Check } from '@/lib/core/check/check'
import { type FindingEvidence, type Verdict, worstVerdict } from '@/lib/core/check/finding'
import type { GetterAnswer } from './getter-answer'

/** SE-06. Whether the new code says that it is older, or can do less. */
export const versionKept: Check<'getter answers'> = {
  id: 'SE-06',
  title: 'Version and interfaces do not fall back',
  severity: 'low',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['getter answers'],
  incident:
    'Astroport on Terra, 2024-07-30, about 6 million: an upgrade brought back code from before a fix.',
  remedy: 'Make sure that the new code was built from the newest sources, and raise its version.',
  run: ({ 'getter answers': answers }) => {
    const asked = answers.filter(
      ({ kind, before, after }) =>
        (kind === 'version' && (before ?? after) !== undefined) || before === 'true',
    )
    if (asked.length === 0) {
      const evidence = [{ where: 'getters', what: `${answers.length} were asked, none answers` }]
      return { verdict: 'not-applicable', detail: 'It tells no version.', evidence }
    }
    const judged = asked.map(judge)
    const verdict = worstVerdict(judged.map((one) => one.verdict))
    const evidence = judged.map(({ where, what }) => ({ where, what }))
    return { verdict, detail: details[verdict], evidence }
  },
}

const details: Readonly<Record<Verdict, string>> = {
  pass: 'Nothing that it says of itself falls back. What a migration changes is not in it.',
  warn: 'Some answers cannot be put in an order.',
  fail: 'It says of itself that it is older, or can do less.',
  unknown: 'Not all answers are known.',
  'not-applicable': 'It tells no version.',
}

type Judged = FindingEvidence & { readonly verdict: Verdict }

function judge({ question, before, after }: GetterAnswer): Judged {
  const what = `${shown(before)} before, ${shown(after)} after`
  return { verdict: compare(before, after), where: question, what }
}

function shown(answer: string | undefined): string {
  return answer === undefined ? 'no answer' : visibleText(answer, { maxLength: 80 })
}

function compare(before: string | undefined, after: string | undefined): Verdict {
  if (before === after || before === undefined) return 'pass'
  if (after === undefined || after === 'false') return 'fail'
  const [old, now] = [numbersIn(before), numbersIn(after)]
  // A date or a name of a release has no order that we know.
  if (old.length === 0 || now.length === 0) return 'warn'
  const at = old.findIndex((number, place) => number !== (now[place] ?? 0n))
  if (at < 0) return 'pass'
  return (now[at] ?? 0n) < (old[at] ?? 0n) ? 'fail' : 'pass'
}

/** `v1.10.2` to 1, 10, 2; what follows a `-` or `+` is not part of the order. */
function numbersIn(version: string): bigint[] {
  const [, numbers] = /^v?(\d{1,20}(?:\.\d{1,20})*)(?:[-+].*)?$/i.exec(version) ?? []
  return numbers?.split('.').map(BigInt) ?? []
}
