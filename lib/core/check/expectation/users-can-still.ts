import { visibleText } from '@/lib/core/chain/visible-text'
import type { Check } from '@/lib/core/check/check'
import type { Verdict } from '@/lib/core/check/finding'
import type {
  InvariantAnswer,
  JourneyAnswer,
  JourneyRun,
} from '@/lib/core/simulation/expected-answers'
import { judgeInvariant } from './judge-invariant'
import { type Judged, summarise } from './summarise'

/**
 * SM-06. Whether what users did before the patch still works, and whether what the protocol says is always so still is.
 * Invariants are held at single states: one that breaks is refuted, one that holds is not proved (FV-02).
 */
export const usersCanStill: Check<'journeys', 'invariant answers'> = {
  id: 'SM-06',
  title: 'Users can do what they could',
  severity: 'critical',
  about: 'patch',
  kind: 'judgement',
  needs: ['journeys'],
  may: ['invariant answers'],
  incident:
    'Aave on Polygon, proposal 224, 2023-05: an interest rate strategy of another chain stopped every deposit and withdrawal of four markets, 110 million, for a week. Compound 117, 2022-08-30.',
  remedy:
    'Find the call that fails below and the reason that it gives. If users are meant to lose it, change the journey in expects.journeys.',
  run: ({ journeys, 'invariant answers': invariants = [] }) => {
    const all: (JourneyAnswer | InvariantAnswer)[] = [...journeys, ...invariants]
    const judged = summarise(
      all,
      (one) => ('moments' in one ? judgeInvariant(one) : judgeJourney(one)),
      'journeys and invariants are as before',
    )
    const isTried = journeys.some((one) => judgeJourney(one).verdict !== 'not-applicable')
    if (isTried || judged.verdict === 'fail') return judged
    return { ...judged, verdict: 'unknown', detail: `No journey could be tried. ${judged.detail}` }
  },
}

function judgeJourney({ name, origin, before, after }: JourneyAnswer): Judged {
  const say = (verdict: Verdict, what: string): Judged => ({
    verdict,
    where: visibleText(`${name} (${origin})`, { maxLength: 200 }),
    what: visibleText(what, { maxLength: 500 }),
  })
  // What nobody declared and does not work anyway says nothing of the patch.
  const untried: Verdict = origin === 'derived' ? 'not-applicable' : 'unknown'
  if (!before.known) return say(untried, `could not be tried: ${before.reason}`)
  const [was, is] = [problemOf(before), problemOf(after)]
  if (was !== undefined) {
    return say(untried, `failed before as well: ${was}${is === undefined ? '; works now' : ''}`)
  }
  if (is !== undefined) return say('fail', `worked before, fails now: ${is}`)
  const steps = after.known ? after.value.steps : []
  const by = [...new Set(steps.map((step) => step.by))].join(', ')
  return say('pass', `${steps.map(({ call }) => call).join(', ')} as ${by}`)
}

function problemOf(run: JourneyRun): string | undefined {
  if (!run.known) return run.reason
  const failed = run.value.steps.find(({ failure }) => failure !== undefined)
  return failed && `${failed.call} as ${failed.by} ${failed.failure}`
}
