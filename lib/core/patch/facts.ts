import type { Address } from 'viem'
import type { Block, Known } from '@/lib/core/chain/snapshot'
import type { Proxy } from '@/lib/core/proxy/proxy'
import type { SafeState } from '@/lib/core/safe/safe-state'
import type { TimelockState } from '@/lib/core/timelock/timelock-state'

/** A proxy of the configured protocol with what stands behind it, or why that is not known. */
export type NamedProxy = {
  readonly name: string
  readonly address: Address
  readonly proxy: Known<Proxy>
}

/** What the chain says of a configured protocol at one block. What could not be read is unknown, with its reason. */
export type ProtocolFacts = {
  readonly name: string
  readonly chainId: number
  readonly block: Block
  readonly safe: Known<SafeState>
  /** Undefined where no guardian is configured. */
  readonly guardian: Known<SafeState> | undefined
  readonly timelock: Known<TimelockState>
  readonly proxies: readonly NamedProxy[]
}
