import type { Address, Hash, Hex } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { WatchedKind } from '@/lib/core/patch/watched-fact'

/** What can be told of a queue. In the order in which events of one moment are told. */
export const causeKinds = [
  'scheduled',
  'about-to-be-ready',
  'blocked',
  'ready',
  'executed',
  'passed',
  'cancelled',
  'stale',
  'delay-changed',
  'role-changed',
  'bypassed',
  'drift',
] as const

/**
 * Why an operation that is due cannot be executed. `order`: its turn comes after another's. `call`: whoever scheduled it may not
 * make the call now. `code`: its target has other code than it is bound to.
 */
export const blockedReasons = ['predecessor', 'order', 'call', 'code', 'refused'] as const

export type BlockedReason = (typeof blockedReasons)[number]

export type CauseKind = (typeof causeKinds)[number]

/** `retracted` takes back an event whose cause is not on the chain any more. */
export type QueueEventKind = CauseKind | 'retracted'

/** What an event is about, as far as the chain tells it. Addresses and numbers only: nothing that somebody wrote. */
export type EventDetail =
  | {
      readonly of: 'operation'
      /** Seconds since the epoch from which it can be executed. */
      readonly eta: bigint
      /** Seconds since the epoch after which it expires; absent where it never does. */
      readonly expires?: bigint | undefined
      /** Absent where nothing tells the calls. */
      readonly calls?: number | undefined
      /** Of the calls, each once; the first few. */
      readonly targets: readonly Address[]
      /** Of one that is blocked. */
      readonly reason?: BlockedReason | undefined
      /** What has to be done before, of one that is blocked by that. */
      readonly waitsFor?: Hash | undefined
    }
  /** Seconds. `name` is the contract's, e.g. `minDelay`. */
  | {
      readonly of: 'delay'
      readonly name: string
      readonly before?: bigint | undefined
      readonly after: bigint
    }
  | {
      readonly of: 'role'
      readonly role: string
      readonly account: Address
      readonly granted: boolean
    }
  | { readonly of: 'admin'; readonly name: string; readonly account: Address }
  /** Any other rule of a timelock; both in the words of whoever reads the contract. */
  | { readonly of: 'rule'; readonly about: string; readonly after: string }
  /** A call past the queue, without any delay; `selector` is empty where its data has none. */
  | { readonly of: 'call'; readonly target: Address; readonly selector: Hex }
  | {
      readonly of: 'drift'
      readonly about: WatchedKind
      readonly what: string
      readonly before: string
      readonly after: string
    }

/** Something that happened, or will at a known moment, whether or not anybody was told. */
export type EventCause = {
  readonly kind: CauseKind
  readonly timelock: ChainAddress
  /** Id of the operation; of a drift what the patch has its page under. Absent for the timelock's own settings. */
  readonly operation?: Hash | undefined
  /** Which scheduling of the operation, from 0. */
  readonly instance?: number | undefined
  /** Tells this occurrence from every other; another block makes another one. */
  readonly cause: Hash
  /** Seconds since the epoch, of the chain: when it happened, or when it will. */
  readonly at: bigint
  /** It happened some time after this, and `at` is when that was heard; absent where `at` tells. */
  readonly after?: bigint | undefined
  /** Where it stands on the chain; of a moment, where the operation was scheduled. */
  readonly blockNumber: bigint
  readonly transactionHash?: Hash | undefined
  readonly detail: EventDetail
  /**
   * It holds where it was told already, and is not told anew: `told` whatever was told of it, since it is over or nothing is
   * known now; `told-so` only with the same times.
   */
  readonly holdsIf?: 'told' | 'told-so' | undefined
}

/** A cause that was told, or taken back. Never changed afterwards. */
export type QueueEvent = Omit<EventCause, 'kind' | 'after' | 'holdsIf'> & {
  /** The same on every machine that has seen the same. */
  readonly id: Hash
  readonly kind: QueueEventKind
  /** What the order is kept of: an operation, or the settings of a timelock. */
  readonly subject: string
  /** From 1, without gaps, within the subject. */
  readonly sequence: number
  /** The event that this one takes back, and of which kind it was. */
  readonly retracts?: { readonly id: Hash; readonly kind: CauseKind } | undefined
}
