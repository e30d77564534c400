import { expect, test } from 'vitest'
import { layOutJson } from './__fixtures__/lay-out'
import { parseStorageLayout } from './parse-storage-layout'

const plain = layOutJson([
  ['owner', 'address'],
  ['fee', 'uint96'],
])

function messageOf(json: unknown): string {
  try {
    parseStorageLayout(json)
  } catch (error) {
    return (error as Error).message.split('\n').slice(1, -1).join('; ')
  }
  return 'was read'
}

test('default', () => {
  const { variables, types } = parseStorageLayout(JSON.stringify(plain))
  expect(variables).toMatchObject([
    { label: 'owner', slot: 0n, offset: 0 },
    { label: 'fee', slot: 0n, offset: 20 },
  ])
  expect(types.get('t_uint96')).toMatchObject({ kind: 'value', bytes: 12, value: { name: 'uint' } })
})

test('behavior: a contract without variables has null for types', () => {
  expect(parseStorageLayout({ storage: [], types: null }).variables).toEqual([])
})

test('behavior: what other tools add is the author’s word and is not read', () => {
  const [owner, fee] = plain.storage
  const annotated = { ...plain, storage: [{ ...owner, retypedFrom: 'uint160' }, fee] }
  expect(parseStorageLayout(annotated)).toEqual(parseStorageLayout(plain))
})

test('error: not a layout', () => {
  expect(() => parseStorageLayout({})).toThrowErrorMatchingInlineSnapshot(`
    [InvalidStorageLayoutError: This is not a storage layout of solc.
    storage: Expected array.
    Compile with storageLayout among the outputs: in foundry.toml extra_output = ["storageLayout"], in standard JSON outputSelection.]
  `)
  expect(messageOf('{')).toContain('JSON: ')
})

const word = { encoding: 'inplace', label: 'uint256', numberOfBytes: '32' }
const variable = { label: 'x', slot: '0', offset: 0, type: 't_uint256' }

test.each<[string, unknown]>([
  ['x: has type t_uint256, which is not among the types', { storage: [variable], types: {} }],
  [
    'storage, x: shares bytes with another variable',
    { storage: [variable, variable], types: { t_uint256: word } },
  ],
  [
    'storage, x: does not fit into its slot at byte 1',
    { storage: [{ ...variable, offset: 1 }], types: { t_uint256: word } },
  ],
  [
    'storage: reaches beyond its end',
    { storage: [{ ...variable, slot: String(2n ** 256n) }], types: { t_uint256: word } },
  ],
  [
    't_uint256: does not take 20 bytes',
    { storage: [], types: { t_uint256: { ...word, numberOfBytes: '20' } } },
  ],
  [
    'uint256[2]: takes 64 bytes, not 32',
    {
      storage: [],
      types: {
        t_uint256: word,
        't_array(t_uint256)2_storage': { ...word, label: 'uint256[2]', base: 't_uint256' },
      },
    },
  ],
  [
    't_struct(S)1_storage: nested more than 32 deep, or within itself',
    {
      storage: [],
      types: {
        't_struct(S)1_storage': {
          ...word,
          members: [{ ...variable, type: 't_struct(S)1_storage' }],
        },
      },
    },
  ],
  ['t_magic: is no type we know', { storage: [], types: { t_magic: word } }],
])('error: %s', (problem, json) => {
  expect(messageOf(json)).toBe(problem)
})

test('error: structs that double at every level', () => {
  const types: Record<string, unknown> = { t_uint256: word }
  const name = (level: number) => (level === 0 ? 't_uint256' : `t_struct(S)${level}_storage`)
  for (let level = 1; level <= 24; level += 1) {
    const half = 2 ** (level - 1)
    types[name(level)] = {
      ...word,
      label: `struct S${level}`,
      numberOfBytes: String(64 * half),
      members: ['0', String(half)].map((slot) => ({ ...variable, slot, type: name(level - 1) })),
    }
  }
  expect(messageOf({ storage: [{ ...variable, type: name(24) }], types })).toContain(
    'opens into more than 20000 values',
  )
})

test('behavior: a struct that leads back to itself by a mapping is fine', () => {
  const types = {
    t_uint256: word,
    map: {
      encoding: 'mapping',
      label: 'm',
      numberOfBytes: '32',
      key: 't_uint256',
      value: 't_struct(S)1_storage',
    },
    't_struct(S)1_storage': { ...word, label: 'struct S', members: [{ ...variable, type: 'map' }] },
  }
  const storage = [{ ...variable, type: 't_struct(S)1_storage' }]
  expect(parseStorageLayout({ storage, types }).variables).toHaveLength(1)
})
