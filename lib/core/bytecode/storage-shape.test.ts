import { expect, test } from 'vitest'
import { storageShape } from './storage-shape'

test.each([
  ['address', 'part', 20],
  ['bool', 'part', 1],
  ['uint16', 'part', 2],
  ['bytes4', 'part', 4],
  ['int256', 'word', 32],
  ['bytes32', 'word', 32],
  ['mapping(address => uint8)', 'mapping', 32],
  ['mapping(uint256 => uint8[])', 'mapping', 32],
  ['address[]', 'array', 32],
  ['string', 'bytes', 32],
  ['something else', 'word', 32],
  ['uint0', 'part', 1],
])('%s', (type, kind, bytes) => {
  expect(storageShape(type)).toEqual({ kind, bytes })
})
