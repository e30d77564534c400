import { getAddress } from 'viem'
import { describe, expect, test } from 'vitest'
import type { Operand } from './expression'
import { parseCall, parseContract, parseOperand } from './parse-expression'

const vault = getAddress('0x00000000000000000000000000000000000000a1')
const feed = getAddress('0x00000000000000000000000000000000000000b2')
const names = [
  { name: 'Vault', address: vault },
  { name: 'Vault feed', address: feed },
]
const words = ['self', 'each'] as const

function read(text: string): Operand {
  const parsed = parseOperand(text, { names, words })
  if (!parsed.known) throw new Error(parsed.reason)
  return parsed.value
}

function problem(text: string): string {
  const parsed = parseOperand(text, { names })
  if (parsed.known) throw new Error('It can be read.')
  return parsed.reason
}

test('default', () => {
  expect(read('Vault feed.balanceOf(self, 1_000)')).toEqual({
    kind: 'call',
    call: {
      text: 'Vault feed.balanceOf(self, 1_000)',
      target: { kind: 'address', address: feed },
      functionName: 'balanceOf',
      types: ['address', 'uint256'],
      args: [
        { kind: 'word', word: 'self' },
        { kind: 'literal', type: 'uint256', value: 1000n },
      ],
      returns: [{ type: 'uint256' }],
      index: 0,
    },
  })
})

describe('literals', () => {
  test.each<[string, string, unknown]>([
    ['1e18', 'uint256', 10n ** 18n],
    ['1.5e6', 'uint256', 1_500_000n],
    ['-5', 'int256', -5n],
    ['uint8 3', 'uint8', 3n],
    ['true', 'bool', true],
    ['"a, b)"', 'string', 'a, b)'],
    ['0x01020304', 'bytes4', '0x01020304'],
    ['bytes 0x01', 'bytes', '0x01'],
    ['Vault', 'address', vault],
    [vault, 'address', vault],
  ])('args: %s', (text, type, value) => {
    expect(read(text)).toEqual({ kind: 'literal', type, value })
  })
})

describe('calls', () => {
  test('args: which of several answers', () => {
    const operand = read('Vault.latestRoundData() returns (uint80 id, int256 answer)[1]')
    expect(operand).toMatchObject({
      call: { index: 1, returns: [{ type: 'uint80' }, { type: 'int256' }] },
    })
    expect(read('Vault.slot0()[2]')).toMatchObject({
      call: { index: 2, returns: [{ type: 'bytes32' }, { type: 'bytes32' }, { type: 'uint256' }] },
    })
  })

  test('behavior: upon what a call answers, and with what another answers', () => {
    expect(read('Vault.oracle().price(each)')).toMatchObject({
      call: {
        functionName: 'price',
        target: { kind: 'call', call: { functionName: 'oracle', returns: [{ type: 'address' }] } },
      },
    })
    expect(read('Vault.redeem(Vault.balanceOf(self), self)')).toMatchObject({
      call: {
        types: ['uint256', 'address'],
        args: [{ kind: 'call', call: { text: 'Vault.balanceOf(self)' } }, { kind: 'word' }],
      },
    })
  })
})

describe('what cannot be read', () => {
  test('error: each with what to write instead', () => {
    const texts = [
      'Vualt.totalAssets()',
      'Vault.totalAssets',
      'Vault.balanceOf(self)',
      'Vault.deposit(1',
      'Vault.deposit(1) 2',
      'Vault.price() returns (uint80)[1]',
      'Vault.price() returns (uint256[])',
      'Vault.price() returns (money)',
      'Vault.price() returns (uint999)',
      'uint8 300',
      'uint7 3',
      'uint8 Vault.price()',
      '1.5',
      '1e99',
      '0x123',
      '0x52908400098527886E0F7030069857D2E4169Ee7',
      'Vault.a().b().c().d().e().f().g()',
      '',
    ]
    expect(texts.map(problem)).toMatchInlineSnapshot(`
      [
        ""Vualt" is neither an address nor a number nor the name of a configured proxy (configured are Vault feed, Vault)",
        ""Vault.totalAssets" names no function with its arguments; write e.g. Vault.totalAssets()",
        ""self" is whoever makes a step of a journey",
        "a comma or a closing parenthesis is missing before """,
        ""2" is left over at the end",
        "returns (uint80) has nothing at place 1",
        "what is compared is a uint256[]; choose a number, address, bool, bytes or string",
        "returns (money) is no list of types, e.g. returns (uint80, int256)[1]",
        "returns (uint999) is no list of types, e.g. returns (uint80, int256)[1]",
        "300 is no uint8",
        "there is no type uint7",
        "a type stands before a call; write it behind, as returns (uint8)",
        "1.5 is no whole number",
        "1e99 is larger than any number of the chain",
        "0x123 has half a byte",
        "0x52908400098527886E0F7030069857D2E4169Ee7 has a wrong checksum",
        "more than 6 calls stand within each other",
        """ is neither an address nor a number nor the name of a configured proxy (configured are Vault feed, Vault)",
      ]
    `)
  })

  test('error: a value where a call is needed', () => {
    expect(parseCall('5', { names })).toMatchObject({ known: false })
    expect(parseContract('Feed', names)).toMatchObject({ known: false })
    expect(parseContract('Vault', names)).toEqual({ known: true, value: vault })
  })
})
