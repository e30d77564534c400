import type { Hash } from 'viem'

/** Where on the chain an event stands. `blockTimestamp` is in seconds. */
export type LogPosition = {
  readonly blockNumber: bigint
  readonly blockHash: Hash
  readonly blockTimestamp: bigint
  readonly transactionHash: Hash
  readonly logIndex: number
}
