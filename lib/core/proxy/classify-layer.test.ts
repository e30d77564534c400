import { type Address, concat, getAddress, type Hash, type Hex, pad, zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import { classifyLayer } from './classify-layer'
import { eip1967Slots } from './eip1967-slots'
import type { LayerFacts } from './layer-facts'

const address = (n: number): Address =>
  getAddress(pad(`0x${n.toString(16).padStart(2, '0')}`, { size: 20 }))
const word = (n: number): Hash => pad(address(n), { size: 32 })
const at = address(0xa)
const [implementation, admin, beacon] = [address(0xb), address(0xd), address(0xe)]
/** DELEGATECALL, and nothing else. */
const delegating: Hex = '0xf4'

type Some = Partial<Omit<LayerFacts, 'slots'>> & { slots?: Partial<LayerFacts['slots']> }

function classify({ slots, ...facts }: Some) {
  return classifyLayer({
    at,
    code: delegating,
    codeHash: zeroHash,
    forwarding: 'unknown',
    says: {},
    ...facts,
    slots: {
      implementation: zeroHash,
      admin: zeroHash,
      beacon: zeroHash,
      zosImplementation: zeroHash,
      zosAdmin: zeroHash,
      proxiable: zeroHash,
      first: zeroHash,
      ...slots,
    },
  })
}

const kinds: [pattern: string, facts: Some][] = [
  ['transparent', { slots: { implementation: word(0xb), admin: word(0xd) } }],
  ['uups', { slots: { implementation: word(0xb) }, proxiableUuid: eip1967Slots.implementation }],
  ['uups', { slots: { proxiable: word(0xb) } }],
  ['eip1967', { slots: { implementation: word(0xb) } }],
  ['beacon', { slots: { beacon: word(0xe) }, beaconImplementation: implementation }],
  ['zos', { slots: { zosImplementation: word(0xb), zosAdmin: word(0xd) } }],
  ['safe', { code: '0x7fa619486ef4', slots: { first: word(0xb) } }],
  ['diamond', { facets: [{ address: implementation, selectors: [] }] }],
  [
    'minimal',
    {
      code: concat(['0x363d3d373d3d3d363d73', implementation, '0x5af43d82803e903d91602b57fd5bf3']),
    },
  ],
  ['eip897', { says: { implementation, proxyType: 2n } }],
  ['custom', { forwarding: implementation }],
  ['custom', { says: { implementation } }],
  ['custom', { code: concat(['0xef0100', implementation]) }],
]

test.each(kinds)('default: %s', (pattern, facts) => {
  expect(classify(facts)).toMatchObject({
    at,
    pattern,
    implementations: [implementation],
    contradictions: [],
  })
})

describe('behavior', () => {
  test('behavior: who may upgrade is told with it', () => {
    expect(classify(kinds[0]![1])).toMatchObject({ admin })
    expect(classify(kinds[4]![1])).toMatchObject({ beacon })
  })

  test('behavior: code that cannot delegate forwards to nothing, whatever its slots hold', () => {
    expect(classify({ code: '0x6001', slots: { implementation: word(0xb) } })).toBeUndefined()
  })

  test('behavior: code that delegates elsewhere than from its fallback is no proxy', () => {
    expect(classify({ forwarding: 'none' })).toBeUndefined()
    expect(classify({ forwarding: 'none', says: { implementation } })).toBeUndefined()
  })

  test('behavior: it calls out, and where to is not known', () => {
    expect(classify({})).toMatchObject({ pattern: 'custom', implementations: [] })
  })

  test('behavior: what it says is held against what it does', () => {
    const slots = { implementation: word(0xb) }
    const liar = classify({ slots, says: { implementation: admin }, forwarding: beacon })
    expect(liar).toMatchObject({
      implementations: [implementation],
      contradictions: [`implementation() answers ${admin}`, `a call runs the code of ${beacon}`],
    })
    const both = classify({ slots: { ...slots, beacon: word(0xe) } })
    expect(both?.contradictions).toEqual([`the beacon slot names ${beacon} as well`])
  })

  test('behavior: a slot that holds more than an address names nobody', () => {
    const more = `0x01${word(0xb).slice(4)}` as Hash
    expect(classify({ forwarding: 'none', slots: { implementation: more } })).toBeUndefined()
  })
})
