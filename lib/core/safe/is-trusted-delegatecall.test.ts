import { type Address, type Hash, type Hex, keccak256 } from 'viem'
import { describe, expect, test } from 'vitest'
import { encodeMultiSend } from '@/lib/core/calldata/multi-send'
import { executions, readExecution } from './__fixtures__/recorded-transactions'
import { isTrustedDelegatecall } from './is-trusted-delegatecall'
import { type TrustedMultiSend, trustedMultiSends } from './trusted-multi-sends'

const target: Address = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
const oneCall = encodeMultiSend([{ target, value: 0n, data: '0x', operation: 'call' }])

function find(name: TrustedMultiSend['name']): TrustedMultiSend {
  const found = trustedMultiSends.find((known) => known.name === name && known.version === '1.4.1')
  if (!found) throw new Error(name)
  return found
}
const { address: callOnly, codeHash } = find('MultiSendCallOnly')

describe('default', () => {
  test.each(trustedMultiSends)(
    '$name $version $deployment',
    ({ name, address, codeHash: hash }) => {
      const to = address.toLowerCase() as Address
      expect(isTrustedDelegatecall({ to, codeHash: hash })).toBe(name === 'MultiSendCallOnly')
      expect(isTrustedDelegatecall({ to, codeHash: hash, data: oneCall })).toBe(true)
    },
  )
})

test.each<[string, Address, Hash | undefined]>([
  ['another address with the same code', target, codeHash],
  ['other code at the address', callOnly, keccak256('0x00')],
  ['no code at the address', callOnly, keccak256('0x')],
  ['code that could not be read', callOnly, undefined],
  ['the code of another version', callOnly, trustedMultiSends.at(-1)?.codeHash],
  ['any other contract', target, keccak256('0x00')],
])('behavior: no trust in %s', (_name, to, hash) => {
  expect(isTrustedDelegatecall({ to, codeHash: hash, data: oneCall })).toBe(false)
})

test.each<[string, Hex | undefined]>([
  ['its calldata is not given', undefined],
  [
    'it passes a delegatecall on',
    encodeMultiSend([
      { target, value: 0n, data: '0x', operation: 'call' },
      { target, value: 0n, data: '0x', operation: 'delegatecall' },
    ]),
  ],
  [
    'its transactions are cut off',
    `${oneCall.slice(0, 10)}${'0'.repeat(62)}20${'0'.repeat(62)}05${'0'.repeat(64)}` as Hex,
  ],
  ['another function is called', '0x12345678'],
])('behavior: no trust in MultiSend where %s', (_name, data) => {
  const { address: to, codeHash: hash } = find('MultiSend')
  expect(isTrustedDelegatecall({ to, codeHash: hash, data })).toBe(false)
})

test('behavior: the delegatecalls that Base made to Multicall3 are none', () => {
  const delegatecalls = executions
    .map((execution) => readExecution(execution).transaction)
    .filter(({ operation }) => operation === 'delegatecall')
  expect(delegatecalls.length).toBeGreaterThan(20)
  for (const { target: to, data } of delegatecalls) {
    expect(isTrustedDelegatecall({ to, codeHash, data })).toBe(false)
  }
})
