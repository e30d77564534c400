import { describe, expect, test } from 'vitest'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import { miniModel } from '@/lib/core/check/__fixtures__/mini-models'
import { proxy, stranger } from '@/lib/core/check/__fixtures__/patch-facts'
import {
  callWrite,
  noEffect,
  strangerCall,
  strangerCalls,
  strangerFacts,
} from '@/lib/core/check/__fixtures__/stranger-facts'
import { eip1967Slots } from '@/lib/core/proxy/eip1967-slots'
import type { CallEffect, StrangerCall } from '@/lib/core/simulation/stranger-calls'
import { writableKey } from '@/lib/core/simulation/stranger-calls'
import { strangersKeptOut } from './strangers-kept-out'

const wrote = (...writes: CallEffect['writes']) => strangerCall('f(address)', { writes })
const verdictOf = (...calls: StrangerCall[]) =>
  runOn(strangersKeptOut, strangerFacts(...calls)).verdict

describeCheck(strangersKeptOut, {
  bad: strangerFacts(wrote(callWrite(3n, stranger, '_owner'))),
  twin: strangerFacts(wrote(callWrite(3n, 7n, `_nicknames[${stranger}]`))),
})

describe('AC-02', () => {
  test.each([
    'openzeppelin.storage.Initializable._initialized',
    'openzeppelin.storage.AccessControl._roles[0x00].hasRole[0x01]',
    '_paused',
    'trustedBridge',
  ])('error: %s', (path) => {
    expect(verdictOf(wrote(callWrite(3n, 1n, path)))).toBe('fail')
  })

  test('error: what only chosen callers could write', () => {
    const facts = strangerFacts(wrote(callWrite(3n, 1n, 'price')))
    expect(runOn(strangersKeptOut, facts).verdict).toBe('warn')
    const guarded = { ...facts, 'old model': known(oldModel()) }
    expect(runOn(strangersKeptOut, guarded).verdict).toBe('fail')
  })

  test('error: the slots of a proxy, anywhere', () => {
    const slot = BigInt(eip1967Slots.implementation)
    expect(verdictOf(wrote(callWrite(slot, 5n)))).toBe('fail')
    expect(verdictOf(wrote(callWrite(slot, 5n, undefined, stranger)))).toBe('fail')
  })

  test('error: it runs what the caller gives, or ends', () => {
    expect(verdictOf(strangerCall('run(address)', { runsGiven: true }))).toBe('fail')
    expect(verdictOf(strangerCall('kill()', { ends: true }))).toBe('fail')
    const asBefore = { before: { ...noEffect, ends: true } }
    expect(verdictOf(strangerCall('kill()', { ends: true }, asBefore))).toBe('pass')
  })

  test('behavior: what no layout explains', () => {
    expect(verdictOf(wrote(callWrite(3n, stranger)))).toBe('fail')
    expect(verdictOf(wrote(callWrite(3n, 5n)))).toBe('unknown')
  })

  test('behavior: what could be written before is not new', () => {
    const writes = [callWrite(3n, stranger, '_owner')]
    const same = strangerCall('f()', { writes }, { before: { ...noEffect, writes } })
    expect(verdictOf(same)).toBe('pass')
    const { slot } = callWrite(3n, 1n)
    const writable = new Set([writableKey(proxy, slot)])
    const facts = { 'stranger calls': known({ ...strangerCalls(wrote(...writes)), writable }) }
    expect(runOn(strangersKeptOut, facts).verdict).toBe('pass')
  })

  test('behavior: one line for a place, whatever was given', () => {
    const two = [callWrite(3n, stranger, '_owner'), callWrite(3n, 1n, '_initialized')]
    const again = { ...wrote(...two), given: 'its own address, 1' }
    const { evidence } = runOn(strangersKeptOut, strangerFacts(wrote(...two), again))
    expect(evidence.map(({ where }) => where)).toEqual([`${proxy} slot 3`, `${proxy} slot 3`])
  })

  test('behavior: the implementation itself, and other contracts’ accounts, are not asked', () => {
    const { after } = wrote(callWrite(3n, stranger, '_owner'))
    expect(verdictOf(strangerCall('f()', after, { direct: true }))).toBe('pass')
    expect(verdictOf(wrote(callWrite(3n, 5n, undefined, stranger)))).toBe('pass')
  })

  test('behavior: what was not tried is unknown, and what was is told', () => {
    const untried = { ...strangerCalls(), untried: ['g(), given zeros: no answer'] }
    const finding = runOn(strangersKeptOut, { 'stranger calls': known(untried) })
    expect(finding.verdict).toBe('unknown')
    expect(finding.detail).toContain('9 functions in 40 calls')
  })

  test('error: what was not tried hides nothing that came through', () => {
    const run = (...calls: StrangerCall[]) =>
      runOn(strangersKeptOut, {
        'stranger calls': known({ ...strangerCalls(...calls), untried: ['g(): no answer'] }),
      })
    const taken = run(wrote(callWrite(3n, stranger, '_owner')))
    expect(taken.verdict).toBe('fail')
    expect(taken.evidence[0]?.what).toBe(
      `f(address), given zeros: _owner: 0 → ${BigInt(stranger)}; by its name`,
    )
    const more = run(wrote(callWrite(3n, 5n, 'total')))
    expect(more.verdict).toBe('unknown')
    expect(more.evidence.map(({ where }) => where)).toEqual(['not tried', `${proxy} slot 3`])
  })

  test('behavior: a word behind a hash may hold an account of the stranger', () => {
    const { verdict, evidence } = runOn(
      strangersKeptOut,
      strangerFacts(wrote(callWrite(2n ** 64n, stranger))),
    )
    expect(verdict).toBe('unknown')
    expect(evidence[0]?.where).toBe(`${proxy} slot 0x${(2n ** 64n).toString(16).padStart(64, '0')}`)
    expect(verdictOf(wrote(callWrite(2n ** 64n - 1n, stranger)))).toBe('fail')
  })

  test('behavior: what passes is not told, and only the worst of the rest', () => {
    const own = callWrite(4n, 7n, `_nicknames[${stranger}]`)
    const told = (...writes: CallEffect['writes']) =>
      runOn(strangersKeptOut, strangerFacts(wrote(...writes))).evidence.length
    expect(told(own)).toBe(0)
    expect(told(own, callWrite(3n, 5n, 'total'))).toBe(1)
    expect(told(callWrite(3n, 5n, 'total'), callWrite(5n, 5n, '_owner'))).toBe(1)
  })
})

/** Code in which `price` is written by its owner alone. */
function oldModel() {
  const model = miniModel('WalletOnce')
  const [one] = model.functions
  if (!one) throw new Error('no function')
  const setPrice = {
    ...one,
    signature: 'setPrice(uint256)',
    selector: '0x91b7f5ed' as const,
    name: 'setPrice',
    visibility: 'external' as const,
    mutability: 'nonpayable' as const,
    parameters: ['price_'],
    guards: ['_owner == msg.sender'],
    callerGuards: ['_owner == msg.sender'],
    writes: ['price'],
  }
  return { ...model, functions: [setPrice] }
}
