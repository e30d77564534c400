import { describe, expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import { addressOf } from '@/lib/core/check/__fixtures__/patch-facts'
import type { CallResult, ConsumerAnswer } from '@/lib/core/simulation/expected-answers'
import { consumersUnderstand } from './consumers-understand'

const word: CallResult = { succeeded: true, size: 32 }
const refused: CallResult = { succeeded: false, reason: 'reverts: no underlying' }
const asked = (
  before: CallResult,
  after: CallResult,
  origin: ConsumerAnswer['origin'] = 'declared',
): ConsumerAnswer => ({
  origin,
  consumer: addressOf(1),
  call: 'Oracle.price(each)',
  each: addressOf(2),
  before,
  after,
})
const factsOf = (...calls: readonly ConsumerAnswer[]) => ({
  'consumer answers': known({ calls, untried: [{ where: 'price(address)', what: 'not tried' }] }),
})
const judge = (...calls: readonly ConsumerAnswer[]) => runOn(consumersUnderstand, factsOf(...calls))

describeCheck(consumersUnderstand, {
  bad: factsOf(asked(word, word), asked(word, refused)),
  twin: factsOf(asked(word, word), asked(refused, word)),
})

describe('SE-05', () => {
  test('behavior: an answer that is shorter than what is read', () => {
    expect(judge(asked(word, { succeeded: true, size: 0 })).verdict).toBe('fail')
    expect(judge(asked(word, { succeeded: true, size: 64 })).verdict).toBe('pass')
  })

  test('behavior: what was never answered says nothing of the patch', () => {
    expect(judge(asked(refused, refused)).verdict).toBe('unknown')
    expect(judge(asked(word, word), asked(refused, refused, 'derived')).verdict).toBe('pass')
  })

  test('behavior: what only follows from getters fails, and never passes', () => {
    expect(judge(asked(word, word, 'derived')).verdict).toBe('unknown')
    expect(judge(asked(word, refused, 'derived')).verdict).toBe('fail')
    expect(judge().verdict).toBe('unknown')
  })

  test('behavior: what was not tried is told', () => {
    expect(judge(asked(word, word)).evidence).toContainEqual({
      where: 'price(address)',
      what: 'not tried',
    })
  })
})
