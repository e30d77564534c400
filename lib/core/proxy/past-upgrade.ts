import type { Address, Hash } from 'viem'
import type { LogPosition } from '@/lib/core/chain/log-position'

/** An `Upgraded` event of a proxy or of its beacon. */
export type PastUpgrade = {
  readonly implementation: Address
  /** Its `blockTimestamp` is that of the block, in seconds. */
  readonly at: LogPosition
  readonly transaction: Hash
}

/** Upgrades in a range of blocks that was read as a whole, oldest first. Nothing is said of blocks outside of it. */
export type UpgradeHistory = {
  /** The proxy, or the beacon that it follows. */
  readonly of: Address
  readonly fromBlock: bigint
  readonly toBlock: bigint
  readonly upgrades: readonly PastUpgrade[]
}
