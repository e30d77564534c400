import {
  type Address,
  decodeAbiParameters,
  decodeEventLog,
  decodeFunctionData,
  type Hash,
  type Hex,
  isAddressEqual,
  type Log,
  parseAbi,
} from 'viem'
import type { PlacedLog } from '@/lib/adapters/rpc/fetch-logs'
import { safeAbi } from '@/lib/core/abi/safe-abi'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import type { SafeState } from '@/lib/core/safe/safe-state'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'

/** Emitted by SafeL2 right before it executes. */
const safeL2Abi = parseAbi([
  'event SafeMultiSigTransaction(address to, uint256 value, bytes data, uint8 operation, uint256 safeTxGas, uint256 baseGas, uint256 gasPrice, address gasToken, address refundReceiver, bytes signatures, bytes additionalInfo)',
])

/** How far back a nonce is looked for where the chain does not say it. */
const mostNonces = 5_000n

/** The fields of a Safe transaction without its nonce, as they stand in calldata and events. */
type Fields = Omit<SafeTransaction, 'safe' | 'nonce'>

/**
 * Finds out what a Safe executed: from the event of a SafeL2, else from the calldata where the transaction went
 * to the Safe itself. What is found counts only if it hashes to `safeTxHash`.
 *
 * @returns Undefined where neither tells, e.g. for a Safe 1.x without events that was called by another contract.
 */
export function observeExecution(parameters: {
  state: SafeState
  safeTxHash: Hash
  input: { to: Address | null; data: Hex }
  /** Logs of the Safe around the execution, and the log of the execution itself. */
  logs: readonly PlacedLog[]
  log: PlacedLog
}): { transaction: SafeTransaction; signatures: Hex } | undefined {
  const { state, safeTxHash, input, logs, log } = parameters
  const isMatch = (transaction: SafeTransaction) =>
    hashSafeTransaction({ transaction, version: state.version }).safeTxHash === safeTxHash
  try {
    for (const candidate of logs) {
      if (!precedes(candidate, log)) continue
      const emitted = decodeMultiSigLog(candidate, state)
      if (emitted && isMatch(emitted.transaction)) return emitted
    }
    return observeInput(state, input, isMatch)
  } catch {
    // A version we cannot hash, or fields no Safe could have: nothing is known then.
    return undefined
  }
}

function precedes(candidate: PlacedLog, log: PlacedLog): boolean {
  return (
    candidate.position.transactionHash === log.position.transactionHash &&
    candidate.position.logIndex < log.position.logIndex
  )
}

function decodeMultiSigLog(log: PlacedLog, { safe }: SafeState) {
  try {
    const { args } = decodeEventLog({
      abi: safeL2Abi,
      topics: log.topics as Log['topics'],
      data: log.data,
    })
    const [nonce] = decodeAbiParameters([{ type: 'uint256' }], args.additionalInfo)
    const { to, operation, signatures, additionalInfo: _, ...rest } = args
    const fields: Fields = { ...rest, target: to, operation: operationOf(operation) }
    return { transaction: { ...fields, safe, nonce }, signatures }
  } catch {
    return undefined
  }
}

function observeInput(
  { safe, nonce: current }: SafeState,
  { to, data }: { to: Address | null; data: Hex },
  isMatch: (transaction: SafeTransaction) => boolean,
) {
  if (to === null || !isAddressEqual(to, safe.address)) return undefined
  const { functionName, args } = decodeFunctionData({ abi: safeAbi, data })
  if (functionName !== 'execTransaction') return undefined
  const [target, value, calldata, operation, safeTxGas, baseGas, gasPrice] = args
  const [, , , , , , , gasToken, refundReceiver, signatures] = args
  const fields: Fields = {
    target,
    value,
    data: calldata,
    operation: operationOf(operation),
    safeTxGas,
    baseGas,
    gasPrice,
    gasToken,
    refundReceiver,
  }
  // The calldata leaves the nonce out; the hash tells which one it was.
  const last = current > mostNonces ? current - mostNonces : 0n
  for (let nonce = current; nonce >= last; nonce--) {
    const transaction = { ...fields, safe, nonce }
    if (isMatch(transaction)) return { transaction, signatures }
  }
  return undefined
}

const operationOf = (operation: number) => (operation === 1 ? 'delegatecall' : 'call')
