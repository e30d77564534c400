import type { Address } from 'viem'
import type { LogPosition } from '@/lib/core/chain/log-position'

/** A change of who may do what at a timelock, or how long it waits. */
export type TimelockSetting = {
  readonly position: LogPosition
} & (
  | {
      readonly what: 'delay'
      readonly name: string
      readonly before?: bigint
      readonly after: bigint
    }
  | {
      readonly what: 'role'
      readonly role: string
      readonly account: Address
      readonly granted: boolean
      /** Who did it, where the event says so. */
      readonly by?: Address | undefined
    }
  | { readonly what: 'admin'; readonly name: string; readonly after: Address }
)
