import { expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import { addressOf, implementation, upgrade } from '@/lib/core/check/__fixtures__/patch-facts'
import { layerOf } from '@/lib/core/check/__fixtures__/proxy-history'
import { forwardsToNothing } from './forwards-to-nothing'

const hidden = layerOf('custom', { at: implementation, to: [addressOf(0xa)] })

describeCheck(forwardsToNothing, {
  bad: { upgrade: known(upgrade), 'new code layers': known([hidden]) },
  twin: { upgrade: known(upgrade), 'new code layers': known([]) },
})

test('behavior: it calls out, and nobody could tell where to', () => {
  const layers = known([{ ...hidden, implementations: [] }])
  const facts = { upgrade: known(upgrade), 'new code layers': layers }
  expect(runOn(forwardsToNothing, facts).verdict).toBe('unknown')
})

test('behavior: one of several places is known', () => {
  const lost = { ...hidden, implementations: [] }
  const layers = known([hidden, lost])
  expect(
    runOn(forwardsToNothing, { upgrade: known(upgrade), 'new code layers': layers }),
  ).toMatchObject({
    verdict: 'fail',
    evidence: [
      { where: implementation, what: `${addressOf(0xa)}: a slot` },
      { where: implementation, what: 'code that nobody could name: a slot' },
    ],
  })
})
