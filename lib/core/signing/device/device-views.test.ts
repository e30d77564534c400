import fc from 'fast-check'
import { encodeFunctionData, getAddress, hashTypedData, zeroAddress } from 'viem'
import { describe, expect, test } from 'vitest'
import { safeAbi } from '@/lib/core/abi/safe-abi'
import { arbitrarySafeTransaction } from '@/lib/core/safe/__fixtures__/arbitraries'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import { parseSafeTransaction } from '@/lib/core/safe/parse-safe-transaction'
import { plainTransaction } from '@/lib/core/safe/plain-transaction'
import { safeTypedData } from '@/lib/core/safe/safe-typed-data'
import { approveHashCall } from './approve-hash-call'
import { callViews } from './call-views'
import { calldataDigest } from './calldata-digest'
import { carriedTransaction } from './carried-transaction'
import type { DeviceView, DeviceViewId } from './device-view'
import { encodeType } from './encode-type'
import { rawTypedData } from './raw-typed-data'
import { hashTypedDataParts, typedDataViews } from './typed-data-views'

const timelock = getAddress('0x03bdad7f4779f1ace82420ab8b75a79e21cc5da0')
const safe = { chainId: 1, address: getAddress('0x31e2db18a07339cd7e4fee9401c3edb8207d0384') }
const transaction = plainTransaction({
  safe,
  call: { target: timelock, value: 7n, data: '0xdeadbeef' },
  nonce: 47n,
})
const version = '1.4.1'

function linesOf(views: readonly DeviceView[], id: DeviceViewId): string[] {
  const view = views.find((one) => one.id === id)
  return view?.screens.map(({ heading, value }) => `${heading}: ${value}`) ?? []
}

describe('typedDataViews', () => {
  const views = typedDataViews(safeTypedData({ transaction, version }))

  test('default: both makers show the two hashes that the Safe has', () => {
    const { domainHash, messageHash } = hashSafeTransaction({ transaction, version })
    const expected = [`Domain hash: ${domainHash}`, `Message hash: ${messageHash}`]
    expect(linesOf(views, 'ledger-hashes')).toEqual(expected)
    expect(linesOf(views, 'trezor-hashes')).toEqual(expected)
  })

  test('behavior: a Ledger that reads typed data goes field by field', () => {
    const { messageHash } = hashSafeTransaction({ transaction, version })
    expect(linesOf(views, 'ledger-fields')).toEqual([
      'Review struct: EIP712Domain',
      'chainId: 1',
      `verifyingContract: ${safe.address}`,
      'Review struct: SafeTx',
      `to: ${timelock}`,
      'value: 7',
      'data: 0xdeadbeef',
      'operation: 0',
      'safeTxGas: 0',
      'baseGas: 0',
      'gasPrice: 0',
      `gasToken: ${zeroAddress}`,
      `refundReceiver: ${zeroAddress}`,
      'nonce: 47',
      `Message hash: ${messageHash}`,
    ])
  })

  test('behavior: a Trezor names the type and shows bytes without 0x', () => {
    expect(linesOf(views, 'trezor-fields').slice(0, 8)).toEqual([
      'Confirm domain: Show full domain',
      'EIP712Domain · chainId (uint256): 1',
      `EIP712Domain · verifyingContract (address): ${safe.address}`,
      'Confirm message: SafeTx: contains 10 keys',
      `SafeTx · to (address): ${timelock}`,
      'SafeTx · value (uint256): 7',
      'SafeTx · data (bytes): deadbeef',
      'SafeTx · operation (uint8): 0',
    ])
  })

  test('behavior: a Safe before 1.3.0 has no chain id in its domain, and the device shows none', () => {
    const old = typedDataViews(safeTypedData({ transaction, version: '1.1.1' }))
    expect(linesOf(old, 'ledger-fields').some((line) => line.startsWith('chainId'))).toBe(false)
  })

  test('behavior: structs and arrays within are walked, and hostile text is made visible', () => {
    const nested = typedDataViews({
      domain: { name: 'Mail\u202Eliam' },
      types: {
        Mail: [
          { name: 'to', type: 'Person[]' },
          { name: 'contents', type: 'string' },
        ],
        Person: [{ name: 'wallet', type: 'address' }],
      },
      primaryType: 'Mail',
      message: { to: [{ wallet: safe.address }], contents: 'Hi' },
    })
    expect(linesOf(nested, 'ledger-fields')).toEqual([
      'Review struct: EIP712Domain',
      'name: Mail⟨U+202E⟩liam',
      'Review struct: Mail',
      `to[0].wallet: ${safe.address}`,
      'contents: Hi',
      expect.stringMatching(/^Message hash: 0x/),
    ])
  })

  test('behavior: the hash of the raw view is what viem signs, for any transaction', () => {
    fc.assert(
      fc.property(arbitrarySafeTransaction, (any) => {
        const typedData = safeTypedData({ transaction: any, version })
        const raw = JSON.parse(rawTypedData(typedData))
        const { safeTxHash } = hashSafeTransaction({ transaction: any, version })
        expect(hashTypedData(raw)).toBe(safeTxHash)
        expect(hashTypedDataParts(typedData).digest).toBe(safeTxHash)
      }),
      { numRuns: 50 },
    )
  })
})

describe('callViews', () => {
  test('default: an approval on chain is shown with its selector and its digest', () => {
    const { safeTxHash } = hashSafeTransaction({ transaction, version })
    const call = approveHashCall({ safe, safeTxHash })
    const data = encodeFunctionData({
      abi: safeAbi,
      functionName: 'approveHash',
      args: [safeTxHash],
    })
    expect(linesOf(callViews({ call, chainId: 1 }), 'ledger-call')).toEqual([
      'Amount: 0 of the native currency',
      `To: ${safe.address}`,
      'Network: chain 1',
      'Selector: 0xd4d9bdcd',
      `Calldata Digest: ${calldataDigest(data)}`,
    ])
  })

  test('behavior: a plain transfer has neither selector nor digest', () => {
    const call = { target: safe.address, value: 10n ** 18n, data: '0x' } as const
    expect(linesOf(callViews({ call, chainId: 1 }), 'trezor-call')).toEqual([
      `Recipient: ${safe.address}`,
      'Amount: 1 of the native currency',
    ])
  })
})

describe('carriedTransaction', () => {
  test('default: what is read back is the same, for any transaction', () => {
    fc.assert(
      fc.property(arbitrarySafeTransaction, (any) => {
        const read = parseSafeTransaction(
          JSON.parse(carriedTransaction({ transaction: any, version })),
        )
        expect(read).toEqual({ transaction: any, version, dossier: undefined })
      }),
      { numRuns: 50 },
    )
  })
})

describe('encodeType', () => {
  test('default: the example of the standard', () => {
    const types = {
      Mail: [
        { name: 'from', type: 'Person' },
        { name: 'to', type: 'Person[]' },
        { name: 'contents', type: 'string' },
      ],
      Person: [
        { name: 'name', type: 'string' },
        { name: 'wallet', type: 'address' },
      ],
    }
    expect(encodeType({ types, primaryType: 'Mail' })).toBe(
      'Mail(Person from,Person[] to,string contents)Person(string name,address wallet)',
    )
  })
})
