import type { Address } from 'viem'
import type { AccountCode } from '@/lib/core/chain/account-code'

/** Who holds a power over the protocol, and what stands at that address. */
export type RoleHolder = {
  /** `upgrade authority` is who a proxy, its ProxyAdmin or its beacon obeys; the others are roles of the timelock. */
  readonly role: 'proposer' | 'canceller' | 'admin' | 'upgrade authority'
  /** Over what: the timelock or the proxy. */
  readonly over: Address
  /** Undefined where it could not be told who holds it. */
  readonly account: AccountCode | undefined
  /** What the configuration calls it, or its part in the protocol. */
  readonly name?: string | undefined
  /** Where it is a Safe. */
  readonly safe?: { readonly threshold: number; readonly owners: number } | undefined
}
