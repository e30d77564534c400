import type { Address } from 'viem'
import type { Call } from '@/lib/core/chain/call'
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
  /** Any other rule; both in words, `subject` for instance `guardian of role 5`. */
  | { readonly what: 'rule'; readonly subject: string; readonly after: string }
  /** A call that was made past the queue, without any delay. */
  | { readonly what: 'bypass'; readonly call: Call }
)
