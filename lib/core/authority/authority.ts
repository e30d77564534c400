import type { Address, Hex } from 'viem'
import type { RoleHolders, TimelockRole } from '@/lib/core/timelock/timelock-state'

/** What a function lets whoever may call it do. `other` is all that is told of none of the others. */
export type Power = 'upgrade' | 'pause' | 'mint' | 'roles' | 'parameters' | 'other'

/** Who passes the guards of a function. */
export type Passer =
  | { readonly kind: 'account'; readonly address: Address }
  | { readonly kind: 'anyone' }
  | { readonly kind: 'nobody' }
  /** Callers that are chosen, but of whom the chain has no list, or none that could be read. */
  | { readonly kind: 'unknown'; readonly reason: string }

/** What one side of an upgrade says of a function. */
export type PowerSide = {
  /** What it asks of its caller, as the source says it. Empty where it asks nothing. */
  readonly guards: readonly string[]
  readonly passers: readonly Passer[]
}

/** `opened` lost its guard: anyone may call it now, and could not before. */
export type PowerChange = 'opened' | 'changed' | 'unknown' | 'removed' | 'added' | 'same'

/** A function that not everybody may call, or that is new and everybody may. */
export type PowerRow = {
  readonly power: Power
  readonly signature: string
  readonly selector?: Hex | undefined
  /** Where it is called, if not at the proxy itself: its ProxyAdmin or beacon. */
  readonly at?: Address | undefined
  readonly change: PowerChange
  /** Undefined where that side does not have the function, or where it is not known. */
  readonly before?: PowerSide | undefined
  readonly after?: PowerSide | undefined
}

/** Who may do what with the proxies of one upgrade. */
export type UpgradeAuthority = {
  /** What asks for a look comes first. */
  readonly rows: readonly PowerRow[]
  /** What could not be read, and why: beyond it there may be more than the rows tell. */
  readonly unread: readonly string[]
}

/** What stands at an address, and what it takes to make it act. */
export type Standing =
  | { readonly kind: 'key' }
  /** A key that has lent itself code (EIP-7702). */
  | { readonly kind: 'delegated' }
  | {
      readonly kind: 'safe'
      readonly threshold: number
      readonly owners: readonly Address[]
      /** Each makes it act without any owner. */
      readonly modules: readonly Address[]
    }
  | {
      readonly kind: 'timelock'
      /** Seconds. */
      readonly delay: bigint
      readonly roles: Readonly<Record<TimelockRole, RoleHolders>>
    }
  /** Its own code says who makes it act. */
  | { readonly kind: 'contract' }
  | { readonly kind: 'unknown'; readonly reason: string }

/** An account that holds power, now and once the patch has run. */
export type AuthorityAccount = {
  readonly address: Address
  /** What the configuration calls it, or its part in the protocol. */
  readonly name?: string | undefined
  readonly before: Standing
  readonly after: Standing
}
