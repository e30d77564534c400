import type { Hash } from 'viem'

/** A range of blocks, both ends included, whose logs are stored. `blockHash` is that of `toBlock`. */
export type ScanCursor = {
  readonly fromBlock: bigint
  readonly toBlock: bigint
  readonly blockHash: Hash
}
