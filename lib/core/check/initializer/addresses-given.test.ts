import { encodeFunctionData, parseAbi } from 'viem'
import { describe, expect, test } from 'vitest'
import { addressOf } from '@/lib/core/check/__fixtures__/patch-facts'
import { addressesGiven } from './addresses-given'

const [one, two, three] = [addressOf(1), addressOf(2), addressOf(3)]
const given = (name: string, value: string) => ({ name, value, isContract: false })

const abi = parseAbi([
  'struct Market { address asset; uint256 cap; address[] feeds }',
  'event Set(address by)',
  'function initialize(uint256 amount)',
  'function initialize(address owner)',
  'function initialize(uint256 amount, address)',
  'function setUp(Market market, Market[2] others)',
  'function batch(address[][] lists, bytes data, string text)',
])

function addressesOf(functionName: string, args: readonly unknown[]) {
  return addressesGiven({ abi, data: encodeFunctionData({ abi, functionName, args } as never) })
}

describe('the addresses that a call is given', () => {
  test('behavior: of functions of one name those of the one that is called', () => {
    expect(addressesOf('initialize', [one])).toEqual({
      name: 'initialize',
      addresses: [given('owner', one)],
      opaque: [],
    })
    expect(addressesOf('initialize', [5n])?.addresses).toEqual([])
    expect(addressesOf('initialize', [5n, two])?.addresses).toEqual([given('', two)])
  })

  test('behavior: in structs, and in lists of them', () => {
    const market = (asset: typeof one, ...feeds: (typeof one)[]) => ({ asset, cap: 5n, feeds })
    const args = [market(one, two, three), [market(two), market(three, one)]]
    expect(addressesOf('setUp', args)?.addresses).toEqual([
      given('asset', one),
      given('feeds', two),
      given('feeds', three),
      given('asset', two),
      given('asset', three),
      given('feeds', one),
    ])
  })

  test('behavior: bytes that may hold some are named, wherever they stand', () => {
    const more = parseAbi([
      'struct Inner { bytes data; bytes32 word }',
      'function setUp(bytes params)',
      'function a(Inner inner, bytes[] all, string text)',
    ])
    const opaqueOf = (functionName: string, args: readonly unknown[]) =>
      addressesGiven({
        abi: more,
        data: encodeFunctionData({ abi: more, functionName, args } as never),
      })?.opaque
    expect(opaqueOf('setUp', [one])).toEqual(['params'])
    expect(opaqueOf('setUp', [one.slice(0, 40)])).toEqual([])
    expect(opaqueOf('setUp', ['0x'])).toEqual([])
    const word = `0x${'11'.repeat(32)}`
    expect(opaqueOf('a', [{ data: word, word }, [word, '0x01', one], one])).toEqual([
      'data',
      'all',
      'all',
    ])
  })

  test('behavior: in lists of lists, and not in what only looks like one', () => {
    const text = one
    expect(addressesOf('batch', [[[one], [], [two, three]], one, text])?.addresses).toEqual([
      given('lists', one),
      given('lists', two),
      given('lists', three),
    ])
  })

  test('behavior: what the source takes for a contract', () => {
    const inputs = [
      { name: 'token', type: 'address', internalType: 'contract IERC20' },
      { name: 'owner', type: 'address', internalType: 'address' },
    ] as const
    const item = {
      type: 'function',
      name: 'f',
      inputs,
      outputs: [],
      stateMutability: 'view',
    } as const
    const data = encodeFunctionData({ abi: [item], args: [one, two] })
    expect(addressesGiven({ abi: [item], data })?.addresses).toEqual([
      { name: 'token', value: one, isContract: true },
      given('owner', two),
    ])
  })

  test('error: a call of another ABI, and one that is cut short', () => {
    expect(addressesGiven({ abi, data: '0x12345678' })).toBeUndefined()
    const data = encodeFunctionData({ abi, functionName: 'initialize', args: [5n, two] })
    expect(addressesGiven({ abi, data: data.slice(0, 40) as typeof data })).toBeUndefined()
  })
})
