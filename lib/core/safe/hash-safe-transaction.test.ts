import { calculateSafeTransactionHash } from '@safe-global/protocol-kit'
import fc from 'fast-check'
import {
  concat,
  encodeAbiParameters,
  keccak256,
  parseAbiParameters,
  toHex,
  zeroAddress,
} from 'viem'
import { describe, expect, test } from 'vitest'
import { arbitrarySafeTransaction } from './__fixtures__/arbitraries'
import { transactionOfValidation, validations } from './__fixtures__/recorded-transactions'
import { hashSafeTransaction } from './hash-safe-transaction'
import type { SafeTransaction } from './safe-transaction'

const transaction: SafeTransaction = {
  safe: { chainId: 31337, address: '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed' },
  target: '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359',
  value: 1n,
  data: '0x1234',
  operation: 'call',
  safeTxGas: 2n,
  baseGas: 3n,
  gasPrice: 4n,
  gasToken: zeroAddress,
  refundReceiver: zeroAddress,
  nonce: 5n,
}

test('default', () => {
  const hashes = hashSafeTransaction({ transaction, version: '1.4.1' })
  expect(hashes).toMatchInlineSnapshot(`
    {
      "domainHash": "0x22b73a9a388b40ba8e668d12f8ed25ddbe0a553834434f8590ecb6c2e92caa7c",
      "messageHash": "0xf6055ebf4397ae4b508e40cb857f52942c6a3510440aad7df1105226766cd32a",
      "preimage": "0x190122b73a9a388b40ba8e668d12f8ed25ddbe0a553834434f8590ecb6c2e92caa7cf6055ebf4397ae4b508e40cb857f52942c6a3510440aad7df1105226766cd32a",
      "safeTxHash": "0x377213f7386e296f28a1aa1aba67b4797a4f5e8ab2ee2a593bffdfb737633fc3",
    }
  `)
  expect(keccak256(hashes.preimage)).toBe(hashes.safeTxHash)
})

describe('args: version', () => {
  test.each(['1.0.0', '1.1.1', '1.2.0', '1.3.0', '1.4.1', '1.5.0'])(
    '%s: equal to protocol-kit for any transaction',
    (version) => {
      fc.assert(
        fc.property(arbitrarySafeTransaction, (any) => {
          const { safeTxHash } = hashSafeTransaction({ transaction: any, version })
          expect(safeTxHash).toBe(hashWithProtocolKit(any, version))
        }),
        { numRuns: 25 },
      )
    },
  )

  // protocol-kit hashes 0.1.0 with the later field name, so the contract's own constants are the oracle here.
  test('0.1.0: equal to the type hashes in the contract', () => {
    fc.assert(
      fc.property(arbitrarySafeTransaction, (any) => {
        const { safeTxHash } = hashSafeTransaction({ transaction: any, version: '0.1.0' })
        expect(safeTxHash).toBe(hashByConstants(any))
        expect(safeTxHash).not.toBe(hashWithProtocolKit(any, '0.1.0'))
      }),
      { numRuns: 25 },
    )
  })

  test('behavior: the chain is part of the hash since 1.3.0 only', () => {
    const elsewhere = { ...transaction, safe: { ...transaction.safe, chainId: 1 } }
    const differs = (version: string) =>
      hashSafeTransaction({ transaction, version }).safeTxHash !==
      hashSafeTransaction({ transaction: elsewhere, version }).safeTxHash
    expect(['0.1.0', '1.2.0', '1.3.0', '1.5.0'].map(differs)).toEqual([false, false, true, true])
  })
})

test('behavior: every field changes the message', () => {
  const other: SafeTransaction = {
    safe: transaction.safe,
    target: zeroAddress,
    value: 9n,
    data: '0x12',
    operation: 'delegatecall',
    safeTxGas: 9n,
    baseGas: 9n,
    gasPrice: 9n,
    gasToken: transaction.target,
    refundReceiver: transaction.target,
    nonce: 9n,
  }
  const fields = Object.keys(other).filter((field) => field !== 'safe')
  const hashes = fields.map((field) => {
    const changed = { ...transaction, [field]: other[field as keyof SafeTransaction] }
    return hashSafeTransaction({ transaction: changed, version: '1.4.1' }).messageHash
  })
  const original = hashSafeTransaction({ transaction, version: '1.4.1' }).messageHash
  expect(new Set([original, ...hashes]).size).toBe(11)
})

describe('behavior: hashes that signers of Base were told to expect', () => {
  test.each(validations)('$source', (validation) => {
    const hashes = hashSafeTransaction({
      transaction: transactionOfValidation(validation),
      version: '1.3.0',
    })
    expect(hashes.domainHash).toBe(validation.domainHash)
    if (validation.transaction) expect(hashes.messageHash).toBe(validation.messageHash)
  })

  test('20 of 58 message hashes have a known preimage', () => {
    expect(validations).toHaveLength(58)
    expect(validations.filter(({ transaction: known }) => known)).toHaveLength(20)
  })
})

describe('errors', () => {
  test('error: a value above 256 bits', () => {
    const tooLarge = { ...transaction, value: 2n ** 256n }
    expect(() => hashSafeTransaction({ transaction: tooLarge, version: '1.4.1' })).toThrow(
      'is not in safe 256-bit unsigned integer range',
    )
  })

  test('error: a wrong checksum', () => {
    const wrong = { ...transaction, target: `${transaction.target.slice(0, -1)}8` as const }
    const parameters = { transaction: wrong as SafeTransaction, version: '1.4.1' }
    expect(() => hashSafeTransaction(parameters)).toThrow('is invalid')
  })
})

function hashWithProtocolKit(any: SafeTransaction, version: string) {
  return calculateSafeTransactionHash(
    any.safe.address,
    {
      to: any.target,
      value: String(any.value),
      data: any.data,
      operation: any.operation === 'call' ? 0 : 1,
      safeTxGas: String(any.safeTxGas),
      baseGas: String(any.baseGas),
      gasPrice: String(any.gasPrice),
      gasToken: any.gasToken,
      refundReceiver: any.refundReceiver,
      // Typed as a number, hashed as whatever it is given.
      nonce: any.nonce as unknown as number,
    },
    version,
    BigInt(any.safe.chainId),
  )
}

/** As GnosisSafe 0.1.0 does: `DOMAIN_SEPARATOR_TYPEHASH` and `SAFE_TX_TYPEHASH` are copied from its source. */
function hashByConstants(any: SafeTransaction) {
  const domainHash = keccak256(
    encodeAbiParameters(parseAbiParameters('bytes32, address'), [
      '0x035aff83d86937d35b32e04f0ddc6ff469290eef2f1b692d8a815c89404d4749',
      any.safe.address,
    ]),
  )
  const messageHash = keccak256(
    encodeAbiParameters(
      parseAbiParameters(
        'bytes32, address, uint256, bytes32, uint8, uint256, uint256, uint256, address, address, uint256',
      ),
      [
        '0x14d461bc7412367e924637b363c7bf29b8f47e2f84869f4426e5633d8af47b20',
        any.target,
        any.value,
        keccak256(any.data),
        any.operation === 'call' ? 0 : 1,
        any.safeTxGas,
        any.baseGas,
        any.gasPrice,
        any.gasToken,
        any.refundReceiver,
        any.nonce,
      ],
    ),
  )
  return keccak256(concat([toHex(0x1901), domainHash, messageHash]))
}
