import type { SafeTransaction } from './safe-transaction'

/** How a value is compared by eye: bytes and addresses character by character, the rest as a whole. */
export type FieldForm = 'address' | 'bytes' | 'text'

/** One field of two things side by side. A side that does not have the field is undefined. */
export type FieldPair = {
  readonly field: string
  readonly form: FieldForm
  readonly left: string | undefined
  readonly right: string | undefined
  readonly differs: boolean
}

/** A field that is compared; upper and lower case of hex digits mean the same. */
export function fieldPair(
  field: string,
  form: FieldForm,
  left: string | bigint | number | undefined,
  right: string | bigint | number | undefined,
): FieldPair {
  const [a, b] = [left, right].map((value) => (value === undefined ? undefined : String(value)))
  const isHex = form !== 'text'
  const differs = isHex ? a?.toLowerCase() !== b?.toLowerCase() : a !== b
  return { field, form, left: a, right: b, differs }
}

/** Every field that is hashed, of two Safe transactions side by side, in the order in which a Safe hashes them. */
export function diffTransactions(left: SafeTransaction, right: SafeTransaction): FieldPair[] {
  return [
    fieldPair('chain', 'text', left.safe.chainId, right.safe.chainId),
    fieldPair('Safe', 'address', left.safe.address, right.safe.address),
    fieldPair('to', 'address', left.target, right.target),
    fieldPair('value', 'text', left.value, right.value),
    fieldPair('data', 'bytes', left.data, right.data),
    fieldPair('operation', 'text', left.operation, right.operation),
    fieldPair('safeTxGas', 'text', left.safeTxGas, right.safeTxGas),
    fieldPair('baseGas', 'text', left.baseGas, right.baseGas),
    fieldPair('gasPrice', 'text', left.gasPrice, right.gasPrice),
    fieldPair('gasToken', 'address', left.gasToken, right.gasToken),
    fieldPair('refundReceiver', 'address', left.refundReceiver, right.refundReceiver),
    fieldPair('nonce', 'text', left.nonce, right.nonce),
  ]
}
