import { expect, test } from 'vitest'
import { completeDraft, factsOf, known, protocol } from './__fixtures__/draft'
import type { DryRun } from './draft-facts'
import { isBlocking } from './draft-note'
import { dryRunKey, judgeDryRuns } from './judge-dry-runs'
import { planProposal } from './plan-proposal'

const { upgrades } = planProposal({
  draft: completeDraft(),
  protocol,
  facts: factsOf(),
  pending: known([]),
  proposer: undefined,
})
const judge = (dryRun: DryRun | undefined, hasPredecessor = false) =>
  judgeDryRuns({
    upgrades,
    dryRuns: new Map(dryRun ? [[dryRunKey(upgrades[0]!.call!), dryRun]] : []),
    hasPredecessor,
  })

test('default', () => {
  expect(judge({ outcome: 'succeeds' })).toMatchObject([{ field: 'upgrade-1-to', tone: 'note' }])
})

test('behavior: a revert stands in the way, unless something is done before', () => {
  const reverts = { outcome: 'reverts', reason: 'OwnableUnauthorizedAccount' } as const
  expect(judge(reverts)).toMatchObject([{ tone: 'fail', facts: [['Reason', reverts.reason]] }])
  expect(judge(reverts, true)).toMatchObject([{ tone: 'warn' }])
})

test('behavior: what was not tried, or could not be, is no success', () => {
  expect(judge(undefined).every(isBlocking)).toBe(true)
  expect(judge({ outcome: 'unknown', reason: 'silent' }).every(isBlocking)).toBe(true)
})
