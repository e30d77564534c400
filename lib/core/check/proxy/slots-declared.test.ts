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
const after = (words: Partial<SlotWords>) => facts({ after: { ...slots.after, ...words } })

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
    expect(run(after(words))).toMatchObject({ verdict: 'fail', evidence: [{}] })
  })

  test('error: other code at the same address', () => {
    expect(run(facts({ codeHash: keccak256('0x6002') })).verdict).toBe('fail')
  })

  test('error: a proxy that nobody named', () => {
    const slot = BigInt(eip1967Slots.implementation)
    const simulation = known(simulationOf([stranger, writtenSlot(slot, 5n, 6n, 'implementation')]))
    expect(run({ ...facts({}), simulation }).verdict).toBe('fail')
    // One that comes into being has to be given one.
    const created = known(simulationOf([stranger, writtenSlot(slot, 0n, 6n, 'implementation')]))
    expect(run({ ...facts({}), simulation: created }).verdict).toBe('pass')
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
})
