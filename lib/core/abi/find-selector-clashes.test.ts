import { parseAbi } from 'viem'
import { expect, test } from 'vitest'
import { findSelectorClashes } from './find-selector-clashes'

const implementation = parseAbi([
  'function burn(uint256)',
  'function admin() view returns (address)',
])

test('default', () => {
  const proxy = parseAbi([
    'function collate_propagate_storage(bytes16)',
    'function admin() returns (address)',
    'function upgradeTo(address)',
  ])
  expect(findSelectorClashes({ proxy, implementation })).toEqual([
    {
      selector: '0x42966c68',
      kind: 'collision',
      proxy: 'collate_propagate_storage(bytes16)',
      implementation: 'burn(uint256)',
    },
    { selector: '0xf851a440', kind: 'shadowed', proxy: 'admin()', implementation: 'admin()' },
  ])
})

test('behavior: a proxy without functions of its own hides nothing', () => {
  const proxy = parseAbi(['fallback() external payable', 'event Upgraded(address indexed)'])
  expect(findSelectorClashes({ proxy, implementation })).toEqual([])
})
