import { visibleText } from '@/lib/core/chain/visible-text'
import type { Verdict } from '@/lib/core/check/finding'
import { compareAnswers } from '@/lib/core/simulation/compare-answers'
import type { InvariantAnswer } from '@/lib/core/simulation/expected-answers'
import { showAnswer } from '@/lib/core/simulation/show-answer'
import type { Judged } from './summarise'

/** Whether an invariant holds with the patch, at each moment at which it was asked. */
export function judgeInvariant(answer: InvariantAnswer): Judged[] {
  const judged = answer.moments.map((moment) => judgeMoment(answer, moment))
  const [first, ...others] = judged
  const isFine = judged.every(({ verdict }) => verdict === 'pass')
  if (!first || !isFine || others.length === 0) return judged
  return [{ ...first, what: `${first.what}; and after each of ${others.length} journeys` }]
}

function judgeMoment(
  { name, view, is, to }: InvariantAnswer,
  moment: InvariantAnswer['moments'][number],
): Judged {
  const written = is === 'unchanged' ? `${view} is unchanged` : `${view} ${is} ${to ?? ''}`
  const where = visibleText(`${name}: ${written}, ${moment.when}`, { maxLength: 300 })
  const [did, holds] = [holdsIn(is, moment, 'before'), holdsIn(is, moment, 'after')]
  const values = `${inWords(is, moment.before)} before, ${inWords(is, moment.after)} after`
  const say = (verdict: Verdict, what: string): Judged => ({
    verdict,
    where,
    what: `${what}: ${values}`,
  })
  if (holds) return say('pass', 'holds')
  if (holds === false) {
    return did
      ? say('fail', 'held before, does not hold now')
      : say('warn', 'does not hold, and did not before')
  }
  return did && !moment.after.view.known
    ? say('fail', 'held before, cannot be asked now')
    : say('unknown', 'no answers that can be compared')
}

function holdsIn(
  is: InvariantAnswer['is'],
  moment: InvariantAnswer['moments'][number],
  world: 'before' | 'after',
): boolean | undefined {
  const { view, to } = moment[world]
  const right = is === 'unchanged' ? moment.before.view : to
  return right && compareAnswers(view, is, right)
}

function inWords(
  is: InvariantAnswer['is'],
  { view, to }: InvariantAnswer['moments'][number]['before'],
): string {
  return is === 'unchanged' || !to
    ? showAnswer(view)
    : `${showAnswer(view)} ${is} ${showAnswer(to)}`
}
