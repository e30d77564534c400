import { expect, test } from 'vitest'
import { contentOf, integrity, judgement } from './__fixtures__/acknowledge'
import { assertAnswerable } from './assert-answerable'

test('default', () => {
  expect(() => assertAnswerable(contentOf(judgement), [integrity, judgement])).not.toThrow()
})

test('error: an integrity check', () => {
  expect(() =>
    assertAnswerable(contentOf(integrity), [integrity, judgement]),
  ).toThrowErrorMatchingInlineSnapshot(`
      [NotAnswerableError: Nobody can answer an integrity check.
      Check: TX-08 The operation makes the upgrades and no other call
      Verdict: fail
      Kind: integrity
      It compares what has to be equal: correct what differs, or propose the patch anew.]
    `)
})

test('error: a finding that the review does not have', () => {
  const other = { ...judgement, subject: 'Other vault' }
  expect(() => assertAnswerable(contentOf(other), [judgement])).toThrowErrorMatchingInlineSnapshot(`
    [NotAnswerableError: The last review found something else than what is answered.
    Check: TX-03
    Subject: Other vault
    Load the page again and read what it finds now. An answer covers one finding, not the next.]
  `)
  expect(() => assertAnswerable(contentOf(judgement), [])).toThrow('made no such check')
})

test('error: what did not fail', () => {
  const warned = { ...judgement, verdict: 'warn' } as const
  expect(() => assertAnswerable(contentOf(warned), [warned])).toThrowErrorMatchingInlineSnapshot(`
    [NotAnswerableError: Only a check that failed can be answered.
    Check: TX-03 The operation makes the upgrades and no other call
    Verdict: warn
    Kind: judgement
    What passed needs no reason, and no reason makes known what could not be checked.]
  `)
})
