import { getAddress } from 'viem'
import type { SafeTransaction } from './safe-transaction'

/** The members in which a Safe transaction travels as JSON; `parseSafeTransaction` reads them. Integers are decimal digits. */
export function wireSafeTransaction({
  transaction,
  version,
}: {
  readonly transaction: SafeTransaction
  /** What the Safe's `VERSION()` answers. */
  readonly version: string | undefined
}) {
  const { safe, target, value, data, operation, nonce } = transaction
  const { safeTxGas, baseGas, gasPrice, gasToken, refundReceiver } = transaction
  return {
    chainId: safe.chainId,
    safe: getAddress(safe.address),
    version,
    to: getAddress(target),
    value: value.toString(),
    data: data.toLowerCase(),
    operation: operation === 'delegatecall' ? 1 : 0,
    safeTxGas: safeTxGas.toString(),
    baseGas: baseGas.toString(),
    gasPrice: gasPrice.toString(),
    gasToken: getAddress(gasToken),
    refundReceiver: getAddress(refundReceiver),
    nonce: nonce.toString(),
  }
}
