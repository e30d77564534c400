import type { SafeTransaction } from './safe-transaction'

/** Whether two Safe transactions are one: the same in every field that is hashed. */
export function isSameTransaction(a: SafeTransaction, b: SafeTransaction): boolean {
  return textOf(a) === textOf(b)
}

function textOf(transaction: SafeTransaction): string {
  const { safe, target, value, data, operation, nonce } = transaction
  const { safeTxGas, baseGas, gasPrice, gasToken, refundReceiver } = transaction
  const gas = [safeTxGas, baseGas, gasPrice, gasToken, refundReceiver]
  const fields = [safe.chainId, safe.address, target, value, data, operation, nonce, ...gas]
  return fields.map(String).join(' ').toLowerCase()
}
