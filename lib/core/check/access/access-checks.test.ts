import { expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import {
  callTo,
  proxy,
  rawCallTo,
  stranger,
  timelock,
  upgradeCall,
} from '@/lib/core/check/__fixtures__/patch-facts'
import { powerKept } from './power-kept'

describeCheck(powerKept, {
  bad: { calls: known([upgradeCall, callTo(proxy, 'transferOwnership', [stranger])]) },
  twin: { calls: known([upgradeCall]) },
})

test('behavior: what cannot be read may hand over power', () => {
  const finding = runOn(powerKept, { calls: known([rawCallTo(proxy, '0xdeadbeef')]) })
  expect(finding.verdict).toBe('unknown')
})

test('behavior: a timelock that will wait longer takes nobody’s power, one that waits less does', () => {
  const { address } = timelock.timelock
  const verdictOf = (delay: bigint, facts = {}) =>
    runOn(powerKept, { calls: known([callTo(address, 'updateDelay', [delay])]), ...facts }).verdict
  expect(verdictOf(timelock.minDelay + 1n, { timelock: known(timelock) })).toBe('pass')
  expect(verdictOf(timelock.minDelay - 1n, { timelock: known(timelock) })).toBe('fail')
  expect(verdictOf(timelock.minDelay + 1n)).toBe('fail')
})

test('error: only the delay of the timelock itself, and nothing else of a number, is forgiven', () => {
  const { address } = timelock.timelock
  const facts = { timelock: known(timelock) }
  const verdictOf = (call: ReturnType<typeof callTo>) =>
    runOn(powerKept, { calls: known([call]), ...facts }).verdict
  expect(verdictOf(callTo(address, 'updateDelay', [timelock.minDelay]))).toBe('pass')
  expect(verdictOf(callTo(proxy, 'updateDelay', [timelock.minDelay]))).toBe('fail')
  expect(verdictOf(callTo(address, 'changeThreshold', [timelock.minDelay]))).toBe('fail')
})

test('behavior: ether that is only sent hides nothing', () => {
  const sent = rawCallTo(stranger, '0x')
  expect(runOn(powerKept, { calls: known([upgradeCall, sent]) }).verdict).toBe('pass')
})

test('behavior: the new holder is told in full', () => {
  const handing = callTo(proxy, 'transferOwnership', [stranger])
  expect(runOn(powerKept, { calls: known([handing]) }).evidence).toEqual([
    {
      where: 'call 1',
      what: `transferOwnership(address) on ${proxy}: newOwner ${callArgument(handing)}`,
    },
  ])
})

function callArgument(call: ReturnType<typeof callTo>): string {
  return String(call.args?.[0]?.value)
}

const named = (name: string) => {
  const call = callTo(proxy, 'transferOwnership', [stranger])
  const signature = `${name}(address)`
  return runOn(powerKept, { calls: known([{ ...call, name, signature }]) })
}

test.each([
  'transferOwnership',
  'changeOwner',
  'setPendingOwner',
  'nominateNewOwner',
  'setNewAdmin',
  'transferGovernance',
  'updateGuardian',
  'setManager',
  'addKeepers',
  'setKeeperRole',
  'setOwnerAddress',
  'claimOwnership',
  'setRoleAdmin',
  'grantRoles',
  'rely',
])('error: %s hands over power', (name) => {
  expect(named(name).verdict).toBe('fail')
})

test.each([
  'setFee',
  'setOwnerFee',
  'ownerOf',
  'transfer',
  'claim',
  'addMarket',
  'setAdministration',
  'reliable',
  'resetOwner',
])('behavior: %s does not, by its name', (name) => {
  expect(named(name).verdict).toBe('pass')
})
