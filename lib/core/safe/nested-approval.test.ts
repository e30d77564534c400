import fc from 'fast-check'
import { concat, type Hex, keccak256, numberToHex, pad } from 'viem'
import { describe, expect, test } from 'vitest'
import {
  arbitraryAddress,
  arbitraryHash,
  arbitrarySafeTransaction,
} from './__fixtures__/arbitraries'
import { asksForHash } from './asks-for-hash'
import { hashSafeMessage } from './hash-safe-message'
import { hashSafeTransaction } from './hash-safe-transaction'
import { approvalCall, nestedMessages, readApproval } from './nested-approval'

const sample = <Value>(arbitrary: fc.Arbitrary<Value>) =>
  fc.sample(arbitrary, { numRuns: 1, seed: 9 })[0] as Value
const transaction = sample(arbitrarySafeTransaction)
const safeTxHash = sample(arbitraryHash)
const parent = { chainId: 1, address: sample(arbitraryAddress) }

describe('hashSafeMessage', () => {
  const message = '0x1234'
  // By hand, from the type hashes that CompatibilityFallbackHandler.sol and Safe.sol hold as constants.
  const structHash = keccak256(
    concat([
      '0x60b3cbf8b4a223d68d641b3b6ddf9a298e7f33710cf3d3a9d1146b5a6150fbca',
      keccak256(message),
    ]),
  )
  const address = pad(parent.address, { size: 32 }).toLowerCase() as Hex

  test.each([
    [
      '1.4.1',
      concat([
        '0x47e79534a245952e8b16893a336b85a3d9ea9fa8c573f3d803afb92a79469218',
        numberToHex(1, { size: 32 }),
        address,
      ]),
    ],
    [
      '1.1.1',
      concat(['0x035aff83d86937d35b32e04f0ddc6ff469290eef2f1b692d8a815c89404d4749', address]),
    ],
  ])('default: of a Safe %s', (version, domain) => {
    const preimage = concat(['0x1901', keccak256(domain), structHash])
    expect(hashSafeMessage({ safe: parent, version, message })).toEqual({
      preimage,
      messageHash: keccak256(preimage),
    })
  })
})

describe('readApproval', () => {
  const approve = concat(['0xd4d9bdcd', safeTxHash])
  // Written in each test: what runs while tests are collected, no mutant can fail.
  const write = () => approvalCall(parent, safeTxHash)

  test('default: what approvalCall writes', () => {
    const call = write()
    expect(call).toMatchObject({ target: parent.address, value: 0n })
    expect(call.data).toBe(approve)
    expect(readApproval({ ...call, operation: 'call' })).toEqual({
      safe: parent.address,
      safeTxHash,
    })
  })

  test.each([
    ['foreign code', { operation: 'delegatecall' as const }],
    ['ether', { value: 1n }],
    ['bytes behind', { data: concat([approve, '0x00']) }],
    ['too few bytes', { data: approve.slice(0, -2) as Hex }],
    ['another function', { data: concat(['0x694e80c3', safeTxHash]) }],
    ['no function', { data: '0x' as const }],
  ])('behavior: with %s it is no approval', (_name, changed) => {
    expect(readApproval({ ...write(), operation: 'call', ...changed })).toBeUndefined()
  })
})

describe('nestedMessages', () => {
  const safe = (byte: string, version: string) => ({
    safe: { chainId: 1, address: `0x${byte.repeat(20)}` as const },
    version,
  })

  test('default: none where no Safe lies between', () => {
    expect(nestedMessages({ transaction, version: '1.4.1', path: [] })).toEqual([])
  })

  test('behavior: before 1.5.0 a Safe hands on what was hashed, since then the hash', () => {
    for (const version of ['1.4.1', '1.5.0']) {
      const hashes = hashSafeTransaction({ transaction, version })
      const asked = version === '1.5.0' ? hashes.safeTxHash : hashes.preimage
      const path = [safe('b1', '1.3.0'), safe('b2', '1.5.0'), safe('b3', '1.4.1')] as const
      const [first, second] = [
        hashSafeMessage({ ...path[0], message: asked }),
        hashSafeMessage({
          ...path[1],
          message: hashSafeMessage({ ...path[0], message: asked }).preimage,
        }),
      ]
      const third = hashSafeMessage({ ...path[2], message: second.messageHash })
      expect(nestedMessages({ transaction, version, path })).toEqual([
        { safe: path[0].safe, messageHash: first.messageHash },
        { safe: path[1].safe, messageHash: second.messageHash },
        { safe: path[2].safe, messageHash: third.messageHash },
      ])
    }
  })
})

test.each([
  ['0.1.0', false],
  ['0.9.0', false],
  ['1', false],
  ['1.3.0', false],
  ['1.4.1', false],
  ['1.5.0', true],
  ['1.10.0', true],
  ['2.0.0', true],
])('asksForHash: %s %s', (version, asks) => {
  expect(asksForHash(version)).toBe(asks)
})
