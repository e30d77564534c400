import { readFileSync } from 'node:fs'
import { type Address, decodeFunctionData, type Hash, type Hex, zeroAddress } from 'viem'
import { safeAbi } from '@/lib/core/abi/safe-abi'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'

/** What signers were told to expect, see README.md. */
export type Validation = {
  source: string
  chainId: number
  safe: Address
  domainHash: Hash
  messageHash: Hash
  transaction?: {
    target: Address
    value: string
    data: Hex
    operation: 'call' | 'delegatecall'
    nonce: string
  }
}

/** A recorded `execTransaction`, see README.md. */
export type Execution = {
  source: string
  chainId: number
  safe: Address
  input: Hex
  nonce?: string
  signers?: Address[]
}

export const validations = read('validations.json') as Validation[]
export const executions = read('executions.json') as Execution[]

/** The transaction of a validation; of fixed fields only where its preimage is not known. */
export function transactionOfValidation(validation: Validation): SafeTransaction {
  const { chainId, safe, transaction } = validation
  return {
    safe: { chainId, address: safe },
    target: transaction?.target ?? zeroAddress,
    value: BigInt(transaction?.value ?? 0),
    data: transaction?.data ?? '0x',
    operation: transaction?.operation ?? 'call',
    safeTxGas: 0n,
    baseGas: 0n,
    gasPrice: 0n,
    gasToken: zeroAddress,
    refundReceiver: zeroAddress,
    nonce: BigInt(transaction?.nonce ?? 0),
  }
}

/** The transaction and the signatures of an execution, as its calldata has them. */
export function readExecution(execution: Execution): {
  transaction: SafeTransaction
  signatures: Hex
} {
  const { chainId, safe, input, nonce } = execution
  const call = decodeFunctionData({ abi: safeAbi, data: input })
  if (call.functionName !== 'execTransaction') throw new Error(`Not execTransaction: ${input}`)
  const [target, value, data, operation, safeTxGas, baseGas, gasPrice, gasToken, refund, bytes] =
    call.args
  const transaction: SafeTransaction = {
    safe: { chainId, address: safe },
    target,
    value,
    data,
    operation: operation === 1 ? 'delegatecall' : 'call',
    safeTxGas,
    baseGas,
    gasPrice,
    gasToken,
    refundReceiver: refund,
    nonce: BigInt(nonce ?? 0),
  }
  return { transaction, signatures: bytes }
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'))
}
