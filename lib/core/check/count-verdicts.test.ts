import { expect, test } from 'vitest'
import { countVerdicts } from '@/lib/core/check/count-verdicts'

test('default: every verdict has its number, those that nothing has too', () => {
  const verdicts = ['pass', 'fail', 'pass', 'unknown', 'not-applicable', 'fail', 'pass'] as const
  expect(countVerdicts(verdicts.map((verdict) => ({ verdict })))).toEqual({
    pass: 3,
    warn: 0,
    fail: 2,
    unknown: 1,
    'not-applicable': 1,
  })
  expect(countVerdicts([{ verdict: 'warn' }])).toMatchObject({ warn: 1, pass: 0 })
})
