import type { Hash } from 'viem'
import type { Proxy, UpgradeInterface } from '@/lib/core/proxy/proxy'

/** What an address that is to become an implementation says of itself at one block. */
export type ImplementationFacts = {
  /** Undefined where there is no code. */
  readonly codeHash: Hash | undefined
  /** `proxiableUUID()`, asked directly; undefined where it does not answer. */
  readonly proxiableUuid: Hash | undefined
  /** How a UUPS proxy in front of it would be upgraded next. */
  readonly upgradeInterface: UpgradeInterface
  /** Set where it is itself a proxy. */
  readonly proxyKind: Proxy['kind'] | undefined
}
