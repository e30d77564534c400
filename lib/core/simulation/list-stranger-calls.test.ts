import { type Abi, encodeFunctionData, parseAbi } from 'viem'
import { expect, test } from 'vitest'
import { listStrangerCalls } from './list-stranger-calls'

const actors = {
  stranger: '0x73f8e1B0d24Bf2827270d7999db85E695D896228',
  proxy: '0x0000000000000000000000000000000000000099',
  token: '0x0000000000000000000000000000000000000070',
} as const
const now = parseAbi(['function poke()', 'function rate() view returns (uint256)'])
const old = parseAbi(['function rate() returns (uint256)', 'function gone(uint256)'])

const list = (abis: readonly Abi[], selectors: readonly `0x${string}`[] = []) =>
  listStrangerCalls({ abis, selectors, used: [], actors })

test('default', () => {
  expect(list([now]).map(({ name }) => name)).toEqual(['poke()'])
})

test('behavior: what one of two codes lets write is tried, by selector', () => {
  const names = list([now, old]).map(({ name }) => name)
  expect(names.toSorted()).toEqual(['gone(uint256)', 'poke()', 'rate()'])
})

test('behavior: what only the code has is tried too, by name where it is known by heart', () => {
  const [upgrade, hidden] = list([], ['0x3659cfe6', '0xdeadbeef'])
  expect(upgrade?.name).toBe('upgradeTo(address)')
  expect(hidden?.name).toBe('0xdeadbeef')
  expect(hidden?.tries).toHaveLength(6)
})

test('behavior: calldata at hand comes first', () => {
  const data = encodeFunctionData({ abi: old, functionName: 'gone', args: [77n] })
  const [gone] = listStrangerCalls({
    abis: [old.slice(1)],
    selectors: [],
    used: [data, '0x'],
    actors,
  })
  expect(gone?.tries[0]).toEqual({ data, given: 'the calldata of the patch' })
})

test('behavior: hostile names are made visible', () => {
  const evil: Abi = [
    { type: 'function', name: 'a\u202Eb', inputs: [], outputs: [], stateMutability: 'nonpayable' },
  ]
  expect(list([evil])[0]?.name).toBe('a⟨U+202E⟩b()')
})
