import { expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import { addressOf, safe, timelock } from '@/lib/core/check/__fixtures__/patch-facts'
import { noSingleKey } from './no-single-key'

describeCheck(noSingleKey, {
  bad: { safe: known({ ...safe, threshold: 1 }), timelock: known(timelock) },
  twin: { safe: known(safe), timelock: known(timelock) },
})

test('behavior: no delay is nobody’s patience', () => {
  const facts = { safe: known(safe), timelock: known({ ...timelock, minDelay: 0n }) }
  expect(runOn(noSingleKey, facts).verdict).toBe('fail')
})

test('behavior: all of all owners, and modules, are for people to judge', () => {
  const all = { safe: known({ ...safe, threshold: 3 }), timelock: known(timelock) }
  expect(runOn(noSingleKey, all).verdict).toBe('warn')
  const modules = { ...all, safe: known({ ...safe, modules: [addressOf(0x40)] }) }
  expect(runOn(noSingleKey, modules).evidence).toEqual([
    { where: 'module', what: `${addressOf(0x40)} acts without signatures` },
  ])
})
