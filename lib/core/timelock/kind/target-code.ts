import type { Address } from 'viem'
import type { Known } from '@/lib/core/chain/snapshot'

/** Whether an account that an operation calls has code. A call to one without succeeds and does nothing. */
export type TargetCode = {
  readonly address: Address
  /** In the block in which the operation was scheduled last. */
  readonly scheduled: Known<boolean>
  readonly now: Known<boolean>
}
