import { tellSeconds } from '@/lib/core/chain/spell-seconds'
import type { Check, Judgement } from '@/lib/core/check/check'
import type { FindingEvidence } from '@/lib/core/check/finding'

/** Seconds. */
const oneDay = 86_400n

/** TL-06. Whether there is time to notice between the order and its execution. */
export const slowEnough: Check<'timelock' | 'operation', 'operation delay'> = {
  id: 'TL-06',
  title: 'At least a day lies between order and execution',
  severity: 'high',
  about: 'patch',
  kind: 'judgement',
  // Without an operation nothing has to wait, whatever the timelock would ask for.
  needs: ['timelock', 'operation'],
  may: ['operation delay'],
  incident:
    'Beanstalk, 2022-04-17, 181 million: an emergency path let a vote bought with a flash loan take effect after one day and in one transaction.',
  remedy: 'Schedule with a longer delay; for an emergency, pause and take the time.',
  run: ({ timelock: { minDelay }, 'operation delay': delay }) =>
    delay === undefined ? judgeMinimum(minDelay) : judgeDelay(minDelay, delay),
}

function judgeDelay(minDelay: bigint, delay: bigint): Judgement {
  const evidence = [
    minimum(minDelay),
    { where: 'delay of the operation', what: tellSeconds(delay) },
  ]
  if (delay < minDelay) {
    const detail = 'The timelock refuses a delay below its minimum.'
    return { verdict: 'fail', detail, evidence }
  }
  return delay < oneDay
    ? { verdict: 'fail', detail: 'Less than a day is left to those who watch.', evidence }
    : { verdict: 'pass', detail: `${tellSeconds(delay)} lie between them.`, evidence }
}

/** Before anybody has chosen a delay the timelock tells the shortest that anybody can choose. */
function judgeMinimum(minDelay: bigint): Judgement {
  const evidence = [minimum(minDelay), { where: 'delay of the operation', what: 'not chosen yet' }]
  return minDelay < oneDay
    ? {
        verdict: 'unknown',
        detail: 'Nobody has chosen a delay, and the timelock takes less than a day.',
        evidence,
      }
    : {
        verdict: 'pass',
        detail: `The timelock takes no less than ${tellSeconds(minDelay)}.`,
        evidence,
      }
}

function minimum(minDelay: bigint): FindingEvidence {
  return { where: 'minimum delay', what: tellSeconds(minDelay) }
}
