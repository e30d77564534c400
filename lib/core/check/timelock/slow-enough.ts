import type { Check } from '@/lib/core/check/check'

/** Seconds. */
const oneDay = 86_400n

/** TL-06. Whether there is time to notice between the order and its execution. */
export const slowEnough: Check<'timelock' | 'operation'> = {
  id: 'TL-06',
  title: 'At least a day lies between order and execution',
  severity: 'high',
  about: 'patch',
  kind: 'judgement',
  needs: ['timelock', 'operation'],
  incident:
    'Beanstalk, 2022-04-17, 181 million: an emergency path let a vote bought with a flash loan take effect after one day and in one transaction.',
  remedy: 'Schedule with a longer delay; for an emergency, pause and take the time.',
  run: ({ timelock, operation }) => {
    const evidence = [
      { where: 'minimum delay', what: `${timelock.minDelay} s` },
      { where: 'delay of the operation', what: `${operation.delay} s` },
    ]
    if (operation.delay < timelock.minDelay) {
      const detail = 'The timelock refuses a delay below its minimum.'
      return { verdict: 'fail', detail, evidence }
    }
    return operation.delay < oneDay
      ? { verdict: 'fail', detail: 'Less than a day is left to those who watch.', evidence }
      : { verdict: 'pass', detail: `${operation.delay} s lie between them.`, evidence }
  },
}
