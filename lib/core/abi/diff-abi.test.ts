import { parseAbi } from 'viem'
import { expect, test } from 'vitest'
import { diffAbi } from './diff-abi'

const from = parseAbi([
  'function owner() view returns (address)',
  'function pay() payable',
  'function gone(uint256)',
  'event Moved(address indexed by, uint256 to)',
  'event Gone()',
  'error TooFar(uint256)',
])

/** `change signature: how`, without what stayed. */
function tell(
  list: ReturnType<typeof diffAbi>[Exclude<keyof ReturnType<typeof diffAbi>, 'unmatched'>],
) {
  return list
    .filter(({ change }) => change !== 'unchanged')
    .map(({ change, signature, changes }) => [change, signature, ...changes].join(' '))
}

test('default', () => {
  const to = parseAbi([
    'function owner() returns (address, uint96)',
    'function pay()',
    'function added(uint256)',
    'event Moved(address by, uint256 indexed to)',
    'error TooFar(uint256, uint256)',
    'fallback() external payable',
  ])
  const diff = diffAbi({ from, to })
  expect(tell(diff.functions)).toEqual([
    'added added(uint256)',
    'removed gone(uint256)',
    'changed owner() was view, is nonpayable returned (address), returns (address,uint96)',
    'changed pay() was payable, is nonpayable',
  ])
  expect(tell(diff.events)).toEqual([
    'removed Gone()',
    'changed Moved(address,uint256) indexed parameter 1, indexes parameter 2',
  ])
  expect(tell(diff.errors)).toEqual(['removed TooFar(uint256)', 'added TooFar(uint256,uint256)'])
  expect(diff.unmatched).toEqual(['fallback: was none, is payable'])
})

test('behavior: names of parameters are nobody’s business', () => {
  const to = parseAbi([
    'function owner() view returns (address current)',
    'function pay() payable',
    'function gone(uint256 amount)',
    'event Moved(address indexed who, uint256 where)',
    'event Gone()',
    'error TooFar(uint256 limit)',
  ])
  const { functions, events, errors, unmatched } = diffAbi({ from, to })
  expect([...tell(functions), ...tell(events), ...tell(errors), ...unmatched]).toEqual([])
})
