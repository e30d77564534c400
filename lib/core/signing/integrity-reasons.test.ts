import { expect, test } from 'vitest'
import { integrity, judgement } from './__fixtures__/acknowledge'
import { integrityReasons } from './integrity-reasons'

test('default: what failed and has to be equal, its words made visible', () => {
  expect(integrityReasons([judgement, { ...integrity, detail: 'No \u202ecode.' }])).toEqual([
    'TX-08 failed, which compares what has to be equal: No ⟨U+202E⟩code.',
  ])
})

test('behavior: judgements and what is unknown keep nobody from executing what is scheduled', () => {
  expect(integrityReasons([judgement, { ...integrity, verdict: 'unknown' }])).toEqual([])
})
