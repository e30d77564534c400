import { type Hex, keccak256, zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import { simulationOf, wordOf, writtenSlot } from '@/lib/core/check/__fixtures__/attack-facts'
import { describeCheck, runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import { addressOf, proxy, stranger, upgrade } from '@/lib/core/check/__fixtures__/patch-facts'
import type { CheckFacts } from '@/lib/core/check/check-facts'
import { eip1967Slots } from '@/lib/core/proxy/eip1967-slots'
import type { ProxySlots, SlotWords } from './proxy-slots'
import { slotsDeclared } from './slots-declared'

const newCode: Hex = '0x6001'
const old = wordOf(addressOf(0x10))
const now = wordOf(upgrade.to)
const empty: SlotWords = {
  implementation: zeroHash,
  admin: zeroHash,
  beacon: zeroHash,
  rollback: zeroHash,
  zosImplementation: zeroHash,
  zosAdmin: zeroHash,
  proxiable: zeroHash,
}
const slots: ProxySlots = {
  proxy,
  before: { ...empty, implementation: old },
  after: { ...empty, implementation: now },
  ran: [{ from: stranger, selector: '0xdeadc0de', code: upgrade.to }],
  codeHash: keccak256(newCode),
}
const facts = (change: Partial<ProxySlots>): CheckFacts => ({
  upgrade: known(upgrade),
  upgrades: known([upgrade]),
  'new code': known(newCode),
  'proxy slots': known([{ ...slots, ...change }]),
  simulation: known(simulationOf()),
})
const written = (words: Partial<SlotWords>) => facts({ after: { ...slots.after, ...words } })

// A shadow: the slot shows what was declared, and other code runs.
describeCheck(slotsDeclared, {
  bad: facts({ ran: [{ from: stranger, selector: '0xdeadc0de', code: addressOf(0x666) }] }),
  twin: facts({}),
})

describe('PX-03', () => {
  const run = (one: CheckFacts) => runOn(slotsDeclared, one)

  test.each<Partial<SlotWords>>([
    { implementation: wordOf(stranger) },
    { implementation: wordOf((1n << 160n) | BigInt(upgrade.to)) },
    { admin: wordOf(stranger) },
    { beacon: wordOf(stranger) },
    { rollback: wordOf(1n) },
    { zosAdmin: wordOf(stranger) },
    { proxiable: now },
  ])('error: %j', (words) => {
    expect(run(written(words))).toMatchObject({ verdict: 'fail', evidence: [{}] })
  })

  test('error: other code at the same address', () => {
    expect(run(facts({ codeHash: keccak256('0x6002') })).verdict).toBe('fail')
  })

  test('error: a proxy that nobody named', () => {
    const slot = BigInt(eip1967Slots.implementation)
    const simulation = known(simulationOf([stranger, writtenSlot(slot, 5n, 6n, 'implementation')]))
    expect(run({ ...facts({}), simulation }).verdict).toBe('fail')
    // One that comes into being has to be given one.
    const first = simulationOf([stranger, writtenSlot(slot, 0n, 6n, 'implementation')])
    const created = known({ ...first, created: [stranger] })
    expect(run({ ...facts({}), simulation: created }).verdict).toBe('pass')
    // One that stood there without any is taken by the first.
    expect(run({ ...facts({}), simulation: known(first) })).toMatchObject({
      verdict: 'fail',
      evidence: [{ what: expect.stringContaining('a proxy that the patch does not name') }],
    })
    const others = known({ ...first, created: [addressOf(0x77)] })
    expect(run({ ...facts({}), simulation: others }).verdict).toBe('fail')
    const other = { ...simulationOf([stranger, writtenSlot(slot, 5n, 6n)]), created: [stranger] }
    expect(run({ ...facts({}), simulation: known(other) }).verdict).toBe('fail')
    const back = known(simulationOf([stranger, writtenSlot(slot, 5n, 5n)]))
    expect(run({ ...facts({}), simulation: back }).verdict).toBe('pass')
    const linear = known(simulationOf([stranger, writtenSlot(4n, 5n, 6n)]))
    expect(run({ ...facts({}), simulation: linear }).verdict).toBe('pass')
    const own = known(simulationOf([proxy, writtenSlot(slot, 5n, 6n)]))
    expect(run({ ...facts({}), simulation: own }).verdict).toBe('pass')
  })

  test('behavior: a beacon answers for its proxies', () => {
    const words = { ...empty, beacon: wordOf(addressOf(0xbe)) }
    const beacon = { before: words, after: words }
    expect(run(facts({ ...beacon, beaconAnswers: upgrade.to })).verdict).toBe('pass')
    expect(run(facts({ ...beacon, beaconAnswers: stranger })).verdict).toBe('fail')
    expect(run(facts({ ...beacon })).verdict).toBe('fail')
  })

  test('behavior: of two upgrades of one proxy the last one counts', () => {
    const later = { ...upgrade, to: addressOf(0x12) }
    const twice = { ...facts({}), upgrades: known([upgrade, later]) }
    expect(run(twice).verdict).toBe('fail')
    expect(run({ ...twice, upgrades: known([later, upgrade]) }).verdict).toBe('pass')
  })

  test('behavior: what was not seen is unknown', () => {
    expect(run(facts({ ran: [] })).verdict).toBe('unknown')
    expect(run({ ...facts({}), 'proxy slots': known([]) }).verdict).toBe('unknown')
    // It answered itself, and nothing was forwarded.
    const own = [{ from: stranger, selector: '0x5c60da1b', code: undefined } as const]
    expect(run(facts({ ran: own })).verdict).toBe('unknown')
  })

  test('error: of several proxies one that only answered itself', () => {
    const second = addressOf(0x98)
    const both = { ...upgrade, proxies: [proxy, second] }
    const of = (...all: ProxySlots[]) =>
      run({
        ...facts({}),
        upgrade: known(both),
        upgrades: known([both]),
        'proxy slots': known(all),
      })
    const other = { ...slots, proxy: second }
    expect(of(slots, other)).toMatchObject({
      verdict: 'pass',
      detail: '2 proxies hold what is declared; in 2 calls only that code ran.',
    })
    const told = { verdict: 'unknown', evidence: [{ where: second }] }
    expect(of(slots, { ...other, ran: [] })).toMatchObject(told)
    const own = { from: stranger, selector: '0x5c60da1b', code: undefined } as const
    expect(of(slots, { ...other, ran: [own] })).toMatchObject(told)
    expect(of(slots, { ...other, ran: [own, ...slots.ran] }).verdict).toBe('pass')
    expect(of(slots)).toMatchObject(told)
  })

  test('behavior: a simulation without a state diff shows nothing of others', () => {
    const simulation = { ...simulationOf(), diff: { known: false, reason: 'no traces' } as const }
    expect(run({ ...facts({}), simulation: known(simulation) })).toMatchObject({
      verdict: 'unknown',
      evidence: [{ where: 'simulation', what: 'no traces' }],
    })
  })

  test('error: each slot is told with what it held, once for all proxies', () => {
    const told = run(written({ admin: wordOf(stranger) }))
    expect(told.evidence[0]?.what).toBe(`EIP-1967 admin is written: ${addressOf(0)} → ${stranger}`)
    expect(told.detail).toBe('1 places are not as the patch declares them.')
    const wide = wordOf((1n << 160n) | BigInt(upgrade.to))
    expect(run(written({ implementation: wide })).evidence[0]?.what).toBe(
      `EIP-1967 implementation is ${wide}, not ${upgrade.to}`,
    )
    const second = { ...slots, codeHash: keccak256('0x6002') }
    const twice = { ...facts({}), 'proxy slots': known([second, second]) }
    expect(run(twice).evidence).toHaveLength(1)
  })

  test('behavior: proxies older than EIP-1967, and those that had none of the slots', () => {
    for (const slot of ['zosImplementation', 'proxiable'] as const) {
      const before = { ...empty, [slot]: old }
      expect(run(facts({ before, after: { ...empty, [slot]: now } })).verdict).toBe('pass')
      expect(run(facts({ before, after: before })).verdict).toBe('fail')
      // It is forwarded to by another slot now, which did not exist.
      expect(run(facts({ before, after: { ...before, implementation: now } })).verdict).toBe('fail')
    }
    expect(run(facts({ before: empty, after: { ...empty, implementation: now } })).verdict).toBe(
      'pass',
    )
    expect(run(facts({ before: empty, after: { ...empty, implementation: old } })).verdict).toBe(
      'fail',
    )
    expect(run(facts({ before: empty, after: { ...empty, proxiable: now } })).verdict).toBe('fail')
    expect(run(facts({ before: empty, after: empty })).verdict).toBe('pass')
  })

  test('error: a beacon that is exchanged, or an implementation beside it', () => {
    const before = { ...empty, beacon: wordOf(addressOf(0xbe)) }
    const of = (words: Partial<SlotWords>, was = before) =>
      run(facts({ before: was, after: { ...was, ...words }, beaconAnswers: upgrade.to })).verdict
    expect(of({})).toBe('pass')
    expect(of({ beacon: wordOf(stranger) })).toBe('fail')
    expect(of({ implementation: now })).toBe('fail')
    // With an implementation of its own the beacon is not what it forwards to.
    expect(of({ implementation: now }, { ...before, implementation: old })).toBe('pass')
    expect(of({}, { ...before, implementation: old })).toBe('fail')
  })

  test('error: at most three of the calls that other code answered are told', () => {
    const ran = Array.from({ length: 5 }, (_, at) => ({
      from: addressOf(0x200 + at),
      selector: '0xdeadc0de' as const,
      code: addressOf(0x666),
    }))
    expect(run(facts({ ran })).evidence).toHaveLength(3)
  })
})
