import type { Address, Hash } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { OperationStanding } from '@/lib/core/timelock/kind/operation-standing'

/** A version that an operation would make a proxy run. */
export type QueuedUpgrade = {
  readonly timelock: ChainAddress
  readonly id: Hash
  readonly standing: OperationStanding
  /** Seconds since the epoch from which it can be executed. */
  readonly due: bigint
  readonly implementation: Address
}
