import type { Address } from 'viem'
import { expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import {
  addressOf,
  safe,
  safeAddress,
  stranger,
  timelock,
  timelockAddress,
  upgrade,
} from '@/lib/core/check/__fixtures__/patch-facts'
import { makerKnown } from './maker-known'

const developer = addressOf(0xde)
const now = 1_000_000n

function facts(
  deployer: Address | undefined,
  age = 86_400n,
  before: Address | undefined = developer,
) {
  const old = before && { block: 1n, timestamp: 1n, deployer: before }
  const made = { block: 2n, timestamp: now - age, deployer }
  return {
    upgrade: known(upgrade),
    'code creation': known({ old, new: made, now }, 'chain'),
    safe: known(safe, 'chain'),
    timelock: known(timelock, 'chain'),
  }
}

const verdictOf = (...parameters: Parameters<typeof facts>) =>
  runOn(makerKnown, facts(...parameters)).verdict

describeCheck(makerKnown, { bad: facts(stranger), twin: facts(developer) })

test('behavior: the Safe, its owners and the timelock are known', () => {
  for (const maker of [safeAddress, safe.owners[0]!, timelockAddress]) {
    expect(verdictOf(maker)).toBe('pass')
  }
})

test('behavior: a day makes the difference', () => {
  expect(verdictOf(developer, 86_399n)).toBe('warn')
})

test('behavior: what was not found is unknown', () => {
  expect(verdictOf(undefined)).toBe('unknown')
  const { 'code creation': creation, ...rest } = facts(stranger)
  if (!creation.known) throw new Error()
  const value = { ...creation.value, old: undefined }
  expect(runOn(makerKnown, { ...rest, 'code creation': known(value, 'chain') }).verdict).toBe(
    'unknown',
  )
})
