import { expect, test } from 'vitest'
import { about, acknowledge, integrity, judgement } from './__fixtures__/acknowledge'
import { reviewObstacles } from './review-obstacles'
import type { SigningReview } from './signing-review'

const review: SigningReview = {
  patch: about.patch,
  standing: 'current',
  isRunning: false,
  findings: [],
  reviewed: [],
  simulation: { standing: 'current', isOff: false, isRunning: false, failure: undefined },
  acknowledgements: [],
}
const obstaclesOf = (changes: Partial<SigningReview>) =>
  reviewObstacles({ review: { ...review, ...changes }, judged: [] })

test('default: a current review that found nothing of weight stands in nobody’s way', () => {
  expect(obstaclesOf({})).toEqual([])
  expect(obstaclesOf({ isRunning: true })).toEqual([])
})

test('behavior: without a current review there is no signing, whatever an older one found', () => {
  const lines = (['none', 'of-other-bytes', 'old'] as const).flatMap((standing) => [
    ...obstaclesOf({ standing, findings: [judgement] }),
    ...obstaclesOf({ standing, isRunning: true }),
  ])
  expect(lines).toMatchInlineSnapshot(`
    [
      "It was not reviewed yet.",
      "It was not reviewed yet. A review is under way; the page renews itself when it is done.",
      "What was reviewed is another Safe transaction than this one.",
      "What was reviewed is another Safe transaction than this one. A review is under way; the page renews itself when it is done.",
      "The last review is more than a day of blocks old.",
      "The last review is more than a day of blocks old. A review is under way; the page renews itself when it is done.",
    ]
  `)
})

test('behavior: what failed and what is unknown is named, each check once', () => {
  const unknown = { ...integrity, check: 'BC-01', verdict: 'unknown' } as const
  const elsewhere = { ...judgement, subject: 'Other vault' }
  expect(
    obstaclesOf({ findings: [judgement, elsewhere, integrity, unknown] }),
  ).toMatchInlineSnapshot(`
      [
        "TX-08 failed, which compares what has to be equal: nobody can answer it.",
        "BC-01 could not be checked, and no reason makes it known.",
        "TX-03 failed: an owner has to say why it is signed all the same.",
      ]
    `)
})

test('behavior: drift that is seen stands in the way, drift that is not known does not', () => {
  const base = { id: 'drift', title: '', detail: '', anchor: 'recomputed' } as const
  expect(obstaclesOf({ drift: { ...base, verdict: 'fail' } })).toEqual([
    'Drift: its effect or what it rests on is not as when it was first looked at.',
  ])
  expect(obstaclesOf({ drift: { ...base, verdict: 'unknown' } })).toEqual([])
})

test('behavior: answers count once they are verified, and not before', async () => {
  const acknowledgement = await acknowledge(judgement)
  const answered = { ...review, findings: [judgement], acknowledgements: [acknowledgement] }
  const counting = [{ acknowledgement, standing: 'counts' }] as const
  expect(reviewObstacles({ review: answered, judged: counting })).toEqual([])
  expect(reviewObstacles({ review: answered, judged: undefined })).toEqual([
    'The answers of the owners are being verified.',
  ])
  const problem = 'The answers cannot be verified: this browser has no node to ask.'
  expect(reviewObstacles({ review: answered, judged: undefined, problem })).toEqual([problem])
})
