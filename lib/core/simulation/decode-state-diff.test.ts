import {
  type Address,
  concat,
  type Hash,
  type Hex,
  keccak256,
  numberToHex,
  pad,
  stringToHex,
  zeroHash,
} from 'viem'
import { expect, test } from 'vitest'
import { layOut } from '@/lib/core/storage-layout/__fixtures__/lay-out'
import { decodeStateDiff, type KnownLayout, type LayoutsOf } from './decode-state-diff'
import type { RawStateDiff } from './raw-state-diff'
import { safeLayout, standardSlots, timelockLayout } from './standard-layouts'

const address: Address = '0x521fe809562DCDE295A48D017b4571d1cA15041E'
const user: Address = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const word = (value: bigint): Hash => numberToHex(value, { size: 32 })
const hashed = (preimage: Hex, offset = 0n): Hash => word(BigInt(keccak256(preimage)) + offset)
const keyed = (key: Hex, slot: Hash): Hex => concat([pad(key, { size: 32 }), slot])

function sources(layout: KnownLayout['layout']): KnownLayout {
  return { origin: 'sources', layout }
}

/** One slot, `before` zero unless told. */
function decode(
  layouts: LayoutsOf | KnownLayout['layout'],
  [slot, after, before = zeroHash]: readonly [Hash, Hash, Hash?],
  preimages: readonly Hex[] = [],
) {
  const known =
    'variables' in layouts ? { before: [sources(layouts)], after: [sources(layouts)] } : layouts
  const diff: RawStateDiff = new Map([
    [address.toLowerCase(), { address, storage: new Map([[slot, { before, after }]]) }],
  ])
  const { contracts, undecoded } = decodeStateDiff({ diff, preimages, layoutsOf: () => known })
  const { variables, problem } = contracts[0]!.storage[0]!
  const told = variables.map((one) => [one.path, one.before?.text, one.after?.text])
  return { told, problem, undecoded }
}

const packed = layOut(['owner', 'address'], ['fee', 'uint16'], ['paused', 'bool'])

test('default', () => {
  const before = word(BigInt(user) | (7n << 160n))
  const after = word(BigInt(user) | (9n << 160n) | (1n << 176n))
  expect(decode(packed, [zeroHash, after, before])).toEqual({
    told: [
      ['fee', '7', '9'],
      ['paused', 'false', 'true'],
    ],
    problem: undefined,
    undecoded: 0,
  })
})

const nested = layOut(
  ['total', 'uint256'],
  ['allowances', { key: 'address', value: { key: 'address', value: 'uint256' } }],
  ['names', { key: 'string', value: 'string' }],
  [
    'markets',
    {
      key: 'uint256',
      value: {
        struct: 'Market',
        members: [
          ['asset', 'address'],
          ['caps', { array: 'uint128' }],
          ['risk', { key: 'address', value: 'bool' }],
        ],
      },
    },
  ],
  ['owners', { array: 'address' }],
)

test('behavior: mappings of mappings', () => {
  const inner = keyed(user, word(1n))
  const outer = keyed(address, hashed(inner))
  expect(decode(nested, [hashed(outer), word(5n)], [outer, inner]).told).toEqual([
    [`allowances[${user}][${address}]`, '0', '5'],
  ])
})

test('behavior: structs in mappings, with arrays and mappings in them', () => {
  const market = keyed(word(3n), word(3n))
  expect(decode(nested, [hashed(market), word(BigInt(user))], [market]).told[0]?.[0]).toBe(
    'markets[3].asset',
  )
  const caps = hashed(market, 1n)
  expect(decode(nested, [hashed(caps, 1n), word(8n << 128n)], [market, caps]).told).toEqual([
    ['markets[3].caps[3]', '0', '8'],
  ])
  const risk = keyed(user, hashed(market, 2n))
  expect(decode(nested, [hashed(risk), word(1n)], [market, risk]).told).toEqual([
    [`markets[3].risk[${user}]`, 'false', 'true'],
  ])
})

test('behavior: arrays, keys of text, and long text', () => {
  expect(decode(nested, [hashed(word(4n), 2n), word(BigInt(user))], [word(4n)]).told).toEqual([
    ['owners[2]', '0x0000000000000000000000000000000000000000', user],
  ])
  const name = concat([stringToHex('a\u202eb'), word(2n)])
  expect(decode(nested, [hashed(name), word(0n)], [name]).told[0]?.[0]).toBe('names["a⟨U+202E⟩b"]')
  const content = hashed(name)
  const text = stringToHex('x'.repeat(32))
  expect(decode(nested, [hashed(content), text], [name, content]).told[0]?.[2]).toBe(
    `"${'x'.repeat(32)}"`,
  )
})

test('behavior: without the preimage a mapping is not decoded', () => {
  const outer = keyed(user, word(1n))
  expect(decode(nested, [hashed(outer), word(5n)])).toEqual({
    told: [],
    problem: 'no variable that is known lies in this slot',
    undecoded: 1,
  })
  // A hash of something else that leads to no variable of the layout.
  expect(
    decode(nested, [hashed(keyed(user, word(99n))), word(5n)], [keyed(user, word(99n))]),
  ).toMatchObject({
    undecoded: 1,
  })
})

test('behavior: a slot beyond the struct that a mapping leads to is not decoded', () => {
  const market = keyed(word(3n), word(3n))
  expect(decode(nested, [hashed(market, 3n), word(1n)], [market]).undecoded).toBe(1)
})

test('behavior: bytes of no variable are told', () => {
  const after = word(1n << 200n)
  expect(decode(packed, [zeroHash, after])).toMatchObject({
    problem: 'some of the bytes that changed belong to no variable',
    undecoded: 1,
  })
})

test('behavior: a value that its type cannot hold is told', () => {
  expect(decode(packed, [zeroHash, word(7n << 176n)])).toMatchObject({
    problem: 'paused holds what its type cannot',
    undecoded: 1,
  })
})

test('behavior: each side is read by the code that runs there', () => {
  const layouts: LayoutsOf = {
    before: [sources(layOut(['a', 'uint256']))],
    after: [sources(layOut(['b', 'uint256']))],
  }
  expect(decode(layouts, [zeroHash, word(2n), word(1n)]).told).toEqual([
    ['b', undefined, '2'],
    ['a', '1', undefined],
  ])
})

test('behavior: why a layout is missing is told', () => {
  const problem = 'nobody has given the sources of this code'
  expect(decode({ before: [], after: [], problem }, [zeroHash, word(1n)]).problem).toBe(problem)
})

test('behavior: standard places need no sources', () => {
  const standard = (layout: KnownLayout['layout']): LayoutsOf => {
    const known = [{ origin: 'standard', layout } as const]
    return { before: known, after: known }
  }
  const slot = '0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc'
  expect(decode(standard(standardSlots()), [slot, word(BigInt(user))]).told[0]).toEqual([
    'implementation',
    '0x0000000000000000000000000000000000000000',
    user,
  ])
  // keccak256(abi.encode(uint256(keccak256("openzeppelin.storage.Initializable")) - 1)) & ~bytes32(uint256(0xff))
  const initializable = '0xf0c57e16840df040f15088dc2f81fe391c3923bec73e23a9662efc9c229c6a00'
  expect(decode(standard(standardSlots()), [initializable, word(2n)]).told[0]?.[0]).toBe(
    'openzeppelin.storage.Initializable._initialized',
  )
  const id = keccak256('0x01')
  const timestamp = keyed(id, word(1n))
  expect(
    decode(standard(timelockLayout()), [hashed(timestamp), word(1n)], [timestamp]).told,
  ).toEqual([[`_timestamps[${id}]`, '0', '1']])
  expect(decode(standard(safeLayout()), [word(5n), word(4n), word(3n)]).told).toEqual([
    ['nonce', '3', '4'],
  ])
})
