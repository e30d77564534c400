import { type AbiFunction, decodeFunctionData, parseAbi, size } from 'viem'
import { expect, test } from 'vitest'
import { guessedArguments, strangerArguments } from './stranger-arguments'

const actors = {
  stranger: '0x73f8e1B0d24Bf2827270d7999db85E695D896228',
  proxy: '0x0000000000000000000000000000000000000099',
  token: '0x0000000000000000000000000000000000000070',
} as const

function triesOf(signature: string) {
  const abi = parseAbi([signature] as readonly string[] as never) as readonly AbiFunction[]
  const [item] = abi
  if (!item) throw new Error(signature)
  return strangerArguments(item, actors).map(({ data, given }) => ({
    given,
    args: decodeFunctionData({ abi: [item], data }).args,
  }))
}

test('default', () => {
  const tries = triesOf('function withdraw(uint256 amount, address receiver, address owner)')
  expect(tries.map(({ args }) => args)).toEqual([
    [
      0n,
      '0x0000000000000000000000000000000000000000',
      '0x0000000000000000000000000000000000000000',
    ],
    [1n, actors.stranger, actors.stranger],
    [1_000_000n, actors.stranger, actors.stranger],
    [2n ** 256n - 1n, actors.stranger, actors.stranger],
    [1_000_000n, actors.token, actors.stranger],
    [1_000_000n, actors.proxy, actors.stranger],
    [1_000_000n, actors.stranger, actors.proxy],
    [0n, actors.token, actors.token],
  ])
})

test('behavior: nothing is tried twice', () => {
  expect(triesOf('function poke()')).toHaveLength(1)
  expect(triesOf('function set(uint256 amount)').map(({ args }) => args?.[0])).toEqual([
    0n,
    1n,
    1_000_000n,
    2n ** 256n - 1n,
  ])
})

test('behavior: every type there is', () => {
  const tries = triesOf(
    'function f((uint8 a, int24 b, bool c)[] list, bytes4[2] ids, string text, bytes data, bytes1 one, address[] to)',
  )
  expect(tries[0]?.args).toEqual([[], ['0x00000000', '0x00000000'], '', '0x', '0x00', []])
  expect(tries[3]?.args?.slice(0, 3)).toEqual([
    [{ a: 255, b: 8_388_607, c: true }],
    ['0xffffffff', '0xffffffff'],
    'a',
  ])
})

test('behavior: a token is given where a contract is asked for, and a call of it as bytes', () => {
  const item: AbiFunction = {
    type: 'function',
    name: 'initialize',
    stateMutability: 'nonpayable',
    inputs: [
      { name: 'asset', type: 'address', internalType: 'contract IERC20' },
      { name: 'owner', type: 'address', internalType: 'address' },
    ],
    outputs: [],
  }
  const second = strangerArguments(item, actors)[1]
  expect(decodeFunctionData({ abi: [item], data: second?.data ?? '0x' }).args).toEqual([
    actors.token,
    actors.stranger,
  ])
  const call = triesOf('function execute(address target, bytes data)').at(-1)
  expect(call?.args?.[0]).toBe(actors.token)
  expect(call?.args?.[1]).toMatch(/^0xa9059cbb/)
})

test('behavior: what nothing is known of is guessed', () => {
  const tries = guessedArguments('0xdeadbeef', actors)
  expect(new Set(tries.map(({ data }) => data)).size).toBe(6)
  for (const { data, given } of tries) {
    expect(size(data)).toBe(4 + 6 * 32)
    expect(given).toMatch(/\(guessed\)$/)
  }
})
