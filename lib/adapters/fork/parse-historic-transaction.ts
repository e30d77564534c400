import { isHex, zeroHash } from 'viem'
import type {
  HistoricBlock,
  HistoricReceipt,
  HistoricTransaction,
} from '@/lib/core/replay/historic-transaction'
import { ForkError } from './fork-errors'
import { asObject, listOf, readAddress, readHex, readQuantity } from './parse-call-trace'
import { parseWholeLog } from './parse-replay-run'

/** @throws ForkError where it is no block. */
export function parseHistoricBlock(answer: unknown): HistoricBlock {
  const block = asObject(answer)
  return {
    number: readQuantity(block.number),
    hash: readHex(block.hash, 66),
    timestamp: readQuantity(block.timestamp),
    coinbase: readAddress(block.miner),
    baseFee: readQuantity(block.baseFeePerGas ?? '0x0'),
    gasLimit: readQuantity(block.gasLimit),
    prevRandao: readHex(block.mixHash ?? zeroHash, 66),
  }
}

/**
 * Puts together what a node told of a transaction, its receipt and its block.
 *
 * @throws ForkError where they do not belong together.
 */
export function parseHistoricTransaction(
  answer: unknown,
  { receipt, block }: { receipt: unknown; block: HistoricBlock },
): HistoricTransaction {
  const wire = asObject(answer)
  const told = asObject(receipt)
  const hash = readHex(wire.hash, 66)
  if (readHex(told.transactionHash, 66) !== hash || readHex(wire.blockHash, 66) !== block.hash) {
    throw new ForkError('The receipt or the block is one of another transaction.', hash)
  }
  const { input } = wire
  if (!isHex(input, { strict: true }))
    throw new ForkError('Something else than bytes was answered.', '')
  return {
    hash,
    block,
    index: readIndex(wire.transactionIndex),
    from: readAddress(wire.from),
    to: wire.to === null || wire.to === undefined ? undefined : readAddress(wire.to),
    value: readQuantity(wire.value),
    input,
    gas: readQuantity(wire.gas),
    gasPrice: readQuantity(told.effectiveGasPrice ?? wire.gasPrice),
    accessList: wire.accessList === undefined ? undefined : listOf(wire.accessList),
    authorizationList:
      wire.authorizationList === undefined ? undefined : listOf(wire.authorizationList),
    receipt: parseReceipt(told),
  }
}

function parseReceipt(told: Record<string, unknown>): HistoricReceipt {
  return {
    succeeded: readQuantity(told.status) === 1n,
    gasUsed: readQuantity(told.gasUsed),
    logs: listOf(told.logs).map(parseWholeLog),
  }
}

/** More transactions no block has. */
const mostTransactions = 1_000_000n

/** The place of a transaction in its block. @throws ForkError */
export function readIndex(value: unknown): number {
  const index = readQuantity(value)
  if (index > mostTransactions) throw new ForkError('No block has so many transactions.', '')
  return Number(index)
}
