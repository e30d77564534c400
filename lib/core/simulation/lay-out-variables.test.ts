import { expect, test } from 'vitest'
import { layOut } from '@/lib/core/storage-layout/__fixtures__/lay-out'
import { decodeSlotValue } from '@/lib/core/storage-layout/decode-slot-value'
import { storageCells } from '@/lib/core/storage-layout/storage-cells'
import { layOutVariables } from './lay-out-variables'

function placesOf(...types: readonly string[]) {
  const laid = layOutVariables(
    types.map((type, index) => ({ name: `v${index}`, type })),
    0n,
  )
  return laid && storageCells(laid).map(({ path, start, bytes }) => [path, start, bytes])
}

test('default', () => {
  const types = ['address', 'uint96', 'bool', 'uint256', 'mapping(address => uint256)', 'string']
  expect(placesOf(...types)).toEqual([
    ['v0', 0n, 20n],
    ['v1', 20n, 12n],
    ['v2', 32n, 1n],
    ['v3', 64n, 32n],
    ['v4', 96n, 32n],
    ['v5', 128n, 32n],
  ])
})

test('behavior: places what the compiler places alike', () => {
  const ours = placesOf('uint8', 'struct S{uint128,address,bytes32[2]}', 'uint8[33]', 'uint64')
  const solc = layOut(
    ['v0', 'uint8'],
    [
      'v1',
      {
        struct: 'S',
        members: [
          ['0', 'uint128'],
          ['1', 'address'],
          ['2', { array: 'bytes32', length: 2 }],
        ],
      },
    ],
    ['v2', { array: 'uint8', length: 33 }],
    ['v3', 'uint64'],
  )
  expect(ours).toEqual(storageCells(solc).map(({ path, start, bytes }) => [path, start, bytes]))
})

test('behavior: nested mappings, structs and arrays, at any slot', () => {
  const type = 'mapping(bytes32 => struct R{mapping(address => bool),enum State{Off,On}[],uint8})'
  const laid = layOutVariables([{ name: 'roles', type }], 2n ** 200n)!
  expect(laid.variables).toEqual([{ label: 'roles', slot: 2n ** 200n, offset: 0, type }])
  expect(laid.types.get('struct R{mapping(address => bool),enum State{Off,On}[],uint8}')).toEqual(
    expect.objectContaining({ kind: 'struct', label: 'struct R', bytes: 96n }),
  )
  const enumerated = layOutVariables([{ name: 'state', type: 'enum State{Off,On}' }], 0n)!
  const word = `0x${'00'.repeat(31)}01` as const
  expect(decodeSlotValue({ layout: enumerated, slot: 0n, word })[0]?.text).toBe('On (1)')
})

test.each([
  'function (uint256) external',
  'uint7',
  'uint264',
  'bytes33',
  'struct S{',
  'mapping(address => )',
  'mapping(address)',
  `${'uint8'}${'[2]'.repeat(40)}`,
  'x'.repeat(5_000),
])('behavior: places nothing behind %s', (type) => {
  expect(placesOf('bool', type)).toBeUndefined()
})
