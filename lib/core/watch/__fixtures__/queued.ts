import { type Address, keccak256, stringToBytes, zeroHash } from 'viem'
import type { LogPosition } from '@/lib/core/chain/log-position'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'

export const timelock = {
  chainId: 31_337,
  address: '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
} as const
export const operationId = keccak256(stringToBytes('operation'))
export const target: Address = '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359'

/** A place on the chain; `branch` names the block's side of a fork. A block takes 12 seconds. */
export function positionAt(blockNumber: bigint, branch = 'a', logIndex = 0): LogPosition {
  return {
    blockNumber,
    blockHash: keccak256(stringToBytes(`${branch}${blockNumber}`)),
    blockTimestamp: timeOf(blockNumber),
    transactionHash: keccak256(stringToBytes(`transaction ${branch}${blockNumber}`)),
    logIndex,
  }
}

export function timeOf(blockNumber: bigint): bigint {
  return 1_000_000n + blockNumber * 12n
}

export const headAt = (number: bigint) => ({ number, timestamp: timeOf(number) })

/** Scheduled in block 10 with a delay of 1,200 seconds: ready from block 110. */
export function queued(changes: Partial<QueuedOperation> = {}): QueuedOperation {
  return {
    timelock,
    kind: 'openzeppelin',
    id: operationId,
    calls: [{ target, value: 0n, data: '0x' }],
    predecessor: zeroHash,
    salt: zeroHash,
    instances: [{ scheduled: positionAt(10n), eta: timeOf(110n) }],
    ...changes,
  }
}
