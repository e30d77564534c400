import type { Address, Hex } from 'viem'
import type { LogPosition } from '@/lib/core/chain/log-position'

/** One event as the chain gave it, undecoded. */
export type StoredLog = LogPosition & {
  readonly address: Address
  readonly topics: readonly Hex[]
  readonly data: Hex
}
