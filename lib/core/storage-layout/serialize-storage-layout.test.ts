import { expect, test } from 'vitest'
import { layOut } from './__fixtures__/lay-out'
import { parseStorageLayout } from './parse-storage-layout'
import { serializeStorageLayout } from './serialize-storage-layout'

test('default', () => {
  const layout = layOut(
    ['owner', 'address'],
    ['paused', 'bool'],
    ['total', 'uint256'],
    ['name', 'string'],
    ['__gap', { array: 'uint256', length: 7 }],
    [
      'positions',
      {
        array: {
          struct: 'Position',
          members: [
            ['debt', 'uint128'],
            ['at', 'uint64'],
          ],
        },
      },
    ],
  )
  const text = JSON.stringify(serializeStorageLayout(layout))
  expect(parseStorageLayout(text)).toEqual(layout)
})

test('behavior: enums with and without members, names for other types, mappings, functions', () => {
  const json = {
    storage: [
      { label: 'state', slot: '0', offset: 0, type: 't_enum(State)7' },
      { label: 'other', slot: '0', offset: 1, type: 't_enum(Other)8' },
      { label: 'shares', slot: '1', offset: 0, type: 't_userDefinedValueType(Shares)9' },
      { label: 'of', slot: '2', offset: 0, type: 't_mapping(t_address,t_uint256)' },
      { label: 'hook', slot: '3', offset: 0, type: 't_function_external_nonpayable()returns()' },
    ],
    types: {
      't_enum(State)7': {
        encoding: 'inplace',
        label: 'enum State',
        numberOfBytes: '1',
        members: ['A', 'B'],
      },
      't_enum(Other)8': { encoding: 'inplace', label: 'enum Other', numberOfBytes: '1' },
      't_userDefinedValueType(Shares)9': {
        encoding: 'inplace',
        label: 'Shares',
        numberOfBytes: '16',
        underlying: 't_uint128',
      },
      't_mapping(t_address,t_uint256)': {
        encoding: 'mapping',
        label: 'mapping(address => uint256)',
        numberOfBytes: '32',
        key: 't_address',
        value: 't_uint256',
      },
      't_function_external_nonpayable()returns()': {
        encoding: 'inplace',
        label: 'function () external',
        numberOfBytes: '24',
      },
      t_address: { encoding: 'inplace', label: 'address', numberOfBytes: '20' },
      t_uint128: { encoding: 'inplace', label: 'uint128', numberOfBytes: '16' },
      t_uint256: { encoding: 'inplace', label: 'uint256', numberOfBytes: '32' },
    },
  }
  const layout = parseStorageLayout(json)
  expect(parseStorageLayout(serializeStorageLayout(layout))).toEqual(layout)
})
