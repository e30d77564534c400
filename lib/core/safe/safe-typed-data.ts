import type { Hex } from 'viem'
import { type SafeDomain, safeDomain } from './safe-domain'
import type { SafeTransaction } from './safe-transaction'
import { safeHashing } from './safe-version'

export type SafeTypedDataParameters = {
  readonly transaction: SafeTransaction
  /** What the Safe's `VERSION()` answers. */
  readonly version: string
}

export type SafeTypedData = {
  readonly domain: SafeDomain
  readonly types: { readonly SafeTx: readonly { readonly name: string; readonly type: string }[] }
  readonly primaryType: 'SafeTx'
  readonly message: Readonly<Record<string, bigint | number | Hex>>
}

/**
 * The EIP-712 typed data that a wallet signs for a Safe transaction (`eth_signTypedData_v4`), and that
 * `hashSafeTransaction` hashes. Pass it to viem's `signTypedData` as it is.
 *
 * @throws UnknownSafeVersionError
 * @see https://github.com/safe-global/safe-smart-account/blob/v1.4.1/contracts/Safe.sol (SAFE_TX_TYPEHASH)
 */
export function safeTypedData(parameters: SafeTypedDataParameters): SafeTypedData {
  const { transaction, version } = parameters
  const { gasField } = safeHashing(version)
  return {
    domain: safeDomain({ safe: transaction.safe, version }),
    types: {
      SafeTx: [
        { name: 'to', type: 'address' },
        { name: 'value', type: 'uint256' },
        { name: 'data', type: 'bytes' },
        { name: 'operation', type: 'uint8' },
        { name: 'safeTxGas', type: 'uint256' },
        { name: gasField, type: 'uint256' },
        { name: 'gasPrice', type: 'uint256' },
        { name: 'gasToken', type: 'address' },
        { name: 'refundReceiver', type: 'address' },
        { name: 'nonce', type: 'uint256' },
      ],
    },
    primaryType: 'SafeTx',
    message: {
      to: transaction.target,
      value: transaction.value,
      data: transaction.data,
      operation: transaction.operation === 'delegatecall' ? 1 : 0,
      safeTxGas: transaction.safeTxGas,
      [gasField]: transaction.baseGas,
      gasPrice: transaction.gasPrice,
      gasToken: transaction.gasToken,
      refundReceiver: transaction.refundReceiver,
      nonce: transaction.nonce,
    },
  }
}
