import fc from 'fast-check'
import { concat, type Hash, numberToHex, padHex, stringToHex } from 'viem'
import { expect, test } from 'vitest'
import { layOut, type TypeSpec } from './__fixtures__/lay-out'
import { decodeSlotValue } from './decode-slot-value'

/** A variable alone in slot 0. */
function read(type: TypeSpec, word: Hash) {
  const [value] = decodeSlotValue({ layout: layOut(['x', type]), slot: 0n, word })
  return value!
}

const zero = numberToHex(0n, { size: 32 })

test('default', () => {
  const layout = layOut(['owner', 'address'], ['fee', 'uint16'], ['open', 'bool'])
  const word = padHex(concat(['0x01', '0x00fa', '0x5b38da6a701c568545dcfcb03fcb875f56beddc4']))
  expect(decodeSlotValue({ layout, slot: 0n, word })).toEqual([
    {
      path: 'owner',
      type: 'address',
      text: '0x5B38Da6a701c568545dCfcB03FcB875f56beddC4',
      sound: true,
      raw: 0x5b38da6a701c568545dcfcb03fcb875f56beddc4n,
    },
    { path: 'fee', type: 'uint16', text: '250', sound: true, raw: 250n },
    { path: 'open', type: 'bool', text: 'true', sound: true, raw: 1n },
  ])
})

test.each<[TypeSpec, Hash, string, boolean]>([
  ['int8', numberToHex(0xffn, { size: 32 }), '-1', true],
  ['bool', numberToHex(7n, { size: 32 }), '7, no truth value', false],
  ['bytes4', numberToHex(0xdeadbeefn, { size: 32 }), '0xdeadbeef', true],
  [{ enum: 'S', members: ['Open', 'Shut'] }, numberToHex(1n, { size: 32 }), 'Shut (1)', true],
  [{ enum: 'S', members: ['Open', 'Shut'] }, numberToHex(2n, { size: 32 }), '2, no member', false],
  [{ enum: 'S' }, numberToHex(2n, { size: 32 }), 'member 2', true],
  [{ custom: 'F', bytes: 2, underlying: 'uint16' }, numberToHex(9n, { size: 32 }), '9', true],
  ['string', zero, '""', true],
  ['string', numberToHex(201n, { size: 32 }), '100 bytes, elsewhere', true],
  ['string', numberToHex(3n, { size: 32 }), '1 bytes, elsewhere', false],
  [{ array: 'uint256' }, numberToHex(3n, { size: 32 }), '3 elements', true],
  [{ key: 'address', value: 'bool' }, zero, 'keeps nothing here', true],
])('args: %j %s', (type, word, text, sound) => {
  expect(read(type, word)).toMatchObject({ text, sound })
})

test('behavior: short strings, and the same bytes out of place', () => {
  const word = concat([padHex(stringToHex('Harbor'), { dir: 'right', size: 31 }), '0x0c'])
  expect(read('string', word).text).toBe('"Harbor"')
  const dirty = concat([padHex(stringToHex('Harbor!'), { dir: 'right', size: 31 }), '0x0c'])
  expect(read('string', dirty).sound).toBe(false)
  const hidden = concat([padHex('0xe280ae', { dir: 'right', size: 31 }), '0x06'])
  expect(read('string', hidden).text).toBe('"⟨U+202E⟩"')
})

test('behavior: elements of fixed arrays, of values and of structs', () => {
  const members = [
    ['a', 'uint256'],
    ['b', 'address'],
  ] as const
  const layout = layOut(
    ['caps', { array: 'uint64', length: 6 }],
    ['rows', { array: { struct: 'R', members }, length: 2 }],
  )
  const word = numberToHex((5n << 64n) + 4n, { size: 32 })
  expect(decodeSlotValue({ layout, slot: 1n, word }).map(({ path, text }) => [path, text])).toEqual(
    [
      ['caps[4]', '4'],
      ['caps[5]', '5'],
    ],
  )
  expect(decodeSlotValue({ layout, slot: 5n, word: zero }).map(({ path }) => path)).toEqual([
    'rows[1].b',
  ])
})

test('behavior: a gap is left out', () => {
  const layout = layOut(['__gap', { array: 'uint256', length: 3 }])
  expect(decodeSlotValue({ layout, slot: 0n, word: zero })).toEqual([])
})

test('behavior: a number reads as it was packed, at any offset', () => {
  const sizes = fc.constantFrom(1, 2, 4, 8, 12, 16)
  fc.assert(
    fc.property(sizes, sizes, fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }), (a, b, seed) => {
      const layout = layOut(['a', `uint${a * 8}`], ['b', `int${b * 8}`])
      const [low, high] = [BigInt.asUintN(a * 8, seed), BigInt.asIntN(b * 8, seed >> 64n)]
      const packed = low + (BigInt.asUintN(b * 8, high) << BigInt(a * 8))
      const word = numberToHex(packed, { size: 32 })
      const texts = decodeSlotValue({ layout, slot: 0n, word }).map(({ text }) => text)
      expect(texts).toEqual([String(low), String(high)])
    }),
    { numRuns: 60 },
  )
})

test('behavior: any word is read under any type without throwing', () => {
  const types: TypeSpec[] = ['string', 'bytes', 'bool', { enum: 'S', members: ['A'] }, 'address']
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
      const word = `0x${Buffer.from(bytes).toString('hex')}` as Hash
      for (const type of types) expect(read(type, word).text).not.toBe('')
    }),
    { numRuns: 40 },
  )
})
