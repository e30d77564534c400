import { describe, expect, test } from 'vitest'
import type { Finding } from '@/lib/core/check/finding'
import { about, judgement } from '@/lib/core/signing/__fixtures__/acknowledge'
import { checkReview } from './check-review'

/** What the ledger says of findings that nobody has answered. */
function told(findings: readonly Finding[]) {
  const entries = checkReview({
    review: {
      patch: about.patch,
      standing: 'current',
      isRunning: false,
      findings,
      reviewed: [],
      simulation: { standing: 'current', isOff: false, isRunning: false, failure: undefined },
      acknowledgements: [],
    },
    judged: [],
  })
  return entries.find(({ id }) => id === 'review-judgements')
}

const failed = (check: string): Finding => ({ ...judgement, check, detail: `${check} is off.` })

describe('what asks for a reason', () => {
  test('behavior: a few are told in words', () => {
    expect(told(['ST-01', 'AC-03', 'TX-03'].map(failed))).toMatchObject({
      verdict: 'needs-acknowledgement',
      detail: 'ST-01: ST-01 is off. AC-03: AC-03 is off. TX-03: TX-03 is off.',
    })
  })

  test('behavior: of many only which, each check once', () => {
    expect(told(['ST-01', 'ST-01', 'AC-03', 'TX-03'].map(failed))).toMatchObject({
      verdict: 'needs-acknowledgement',
      detail: '4 findings: ST-01, AC-03, TX-03.',
    })
  })

  test('behavior: none passes', () => {
    expect(told([])).toMatchObject({ verdict: 'pass' })
  })
})
