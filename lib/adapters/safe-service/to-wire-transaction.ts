import type { Hex } from 'viem'
import { encodeSignatures } from '@/lib/core/safe/encode-signatures'
import type { SafeSignature, SignatureKind } from '@/lib/core/safe/signature'
import type { ConfirmationRecord, TransactionRecord } from '@/lib/core/safe/transaction-record'
import type { WireDataDecoded } from './to-wire-decoded'

const signatureTypes: Record<SignatureKind, string> = {
  eip712: 'EOA',
  'eth-sign': 'ETH_SIGN',
  'approved-hash': 'APPROVED_HASH',
  contract: 'CONTRACT_SIGNATURE',
}

/** One signature as the wire has it. A contract's is written as if it stood alone. */
export function toWireSignature(signature: SafeSignature) {
  return {
    signature: encodeSignatures([signature]),
    signatureType: signatureTypes[signature.kind],
  }
}

export function toWireConfirmation(confirmation: ConfirmationRecord) {
  return {
    owner: confirmation.owner,
    submissionDate: confirmation.submittedAt.toISOString(),
    transactionHash: confirmation.transactionHash ?? null,
    ...toWireSignature(confirmation.signature),
  }
}

/** A transaction as GET answers it since v2 of the API. */
export function toWireTransaction(
  record: TransactionRecord,
  facts: { confirmationsRequired: number; dataDecoded: WireDataDecoded | null },
) {
  const { transaction, execution } = record
  return {
    safe: transaction.safe.address,
    to: transaction.target,
    value: String(transaction.value),
    data: transaction.data === '0x' ? null : transaction.data,
    operation: transaction.operation === 'delegatecall' ? 1 : 0,
    gasToken: transaction.gasToken,
    safeTxGas: String(transaction.safeTxGas),
    baseGas: String(transaction.baseGas),
    gasPrice: String(transaction.gasPrice),
    refundReceiver: transaction.refundReceiver,
    nonce: String(transaction.nonce),
    executionDate: execution ? toIsoDate(execution.blockTimestamp) : null,
    submissionDate: record.submittedAt.toISOString(),
    modified: record.modified.toISOString(),
    blockNumber: execution ? Number(execution.blockNumber) : null,
    transactionHash: execution?.transactionHash ?? null,
    safeTxHash: record.safeTxHash,
    proposer: record.proposer ?? null,
    proposedByDelegate: record.proposedByDelegate ?? null,
    executor: execution?.executor ?? null,
    isExecuted: execution !== undefined,
    isSuccessful: execution?.success ?? null,
    ethGasPrice: execution ? String(execution.effectiveGasPrice) : null,
    maxFeePerGas: null,
    maxPriorityFeePerGas: null,
    gasUsed: execution ? Number(execution.gasUsed) : null,
    fee: execution ? String(execution.gasUsed * execution.effectiveGasPrice) : null,
    payment: execution ? String(execution.payment) : null,
    // An absent origin is an empty object upstream.
    origin: record.origin || '{}',
    dataDecoded: facts.dataDecoded,
    confirmationsRequired: facts.confirmationsRequired,
    confirmations: record.confirmations.map(toWireConfirmation),
    trusted: record.trusted,
    signatures: execution?.signatures ?? allSignatures(record),
  }
}

/** A transaction in the list of all transactions. Only what the Safe itself sent is known here. */
export function toWireAnyTransaction(
  record: TransactionRecord,
  facts: Parameters<typeof toWireTransaction>[1],
) {
  return {
    ...toWireTransaction(record, facts),
    txType: 'MULTISIG_TRANSACTION',
    transfers: etherTransfer(record),
  }
}

/** Tokens are not followed; ether that the Safe sent can be told from the transaction itself. */
function etherTransfer({ transaction, execution }: TransactionRecord) {
  const { safe, target, value, operation } = transaction
  if (!execution?.success || value === 0n || operation === 'delegatecall') return []
  return [
    {
      type: 'ETHER_TRANSFER',
      executionDate: toIsoDate(execution.blockTimestamp),
      blockNumber: Number(execution.blockNumber),
      transactionHash: execution.transactionHash,
      to: target,
      value: String(value),
      tokenId: null,
      tokenAddress: null,
      tokenInfo: null,
      transferId: `i${execution.transactionHash.slice(2)}${execution.logIndex}`,
      from: safe.address,
    },
  ]
}

function allSignatures({ confirmations }: TransactionRecord): Hex | null {
  if (confirmations.length === 0) return null
  return encodeSignatures(confirmations.map(({ signature }) => signature))
}

const toIsoDate = (seconds: bigint) => new Date(Number(seconds) * 1_000).toISOString()
