import { zeroAddress } from 'viem'
import { expect, test } from 'vitest'
import type { SafeTransaction } from './safe-transaction'
import { safeTypedData } from './safe-typed-data'

const transaction: SafeTransaction = {
  safe: { chainId: 31337, address: '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed' },
  target: '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359',
  value: 1n,
  data: '0x1234',
  operation: 'delegatecall',
  safeTxGas: 2n,
  baseGas: 3n,
  gasPrice: 4n,
  gasToken: zeroAddress,
  refundReceiver: zeroAddress,
  nonce: 5n,
}

test('default', () => {
  const { domain, primaryType, message, types } = safeTypedData({ transaction, version: '1.4.1' })
  expect({ domain, primaryType, message }).toMatchInlineSnapshot(`
    {
      "domain": {
        "chainId": 31337,
        "verifyingContract": "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
      },
      "message": {
        "baseGas": 3n,
        "data": "0x1234",
        "gasPrice": 4n,
        "gasToken": "0x0000000000000000000000000000000000000000",
        "nonce": 5n,
        "operation": 1,
        "refundReceiver": "0x0000000000000000000000000000000000000000",
        "safeTxGas": 2n,
        "to": "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
        "value": 1n,
      },
      "primaryType": "SafeTx",
    }
  `)
  expect(types.SafeTx.map(({ type, name }) => `${type} ${name}`).join(',')).toBe(
    'address to,uint256 value,bytes data,uint8 operation,uint256 safeTxGas,uint256 baseGas,uint256 gasPrice,address gasToken,address refundReceiver,uint256 nonce',
  )
})

test('args: version', () => {
  const { domain, message, types } = safeTypedData({ transaction, version: '0.1.0' })
  expect(domain).toEqual({ verifyingContract: transaction.safe.address })
  expect(types.SafeTx[5]).toEqual({ name: 'dataGas', type: 'uint256' })
  expect(message.dataGas).toBe(3n)
})

test('error: unknown version', () => {
  expect(() => safeTypedData({ transaction, version: '9.9.9' })).toThrow('not known')
})
