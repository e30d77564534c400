import type { AccountCode } from '@/lib/core/chain/account-code'
import type { ProxyLayer } from '@/lib/core/proxy/proxy-layer'

/** What stands at an address that the patch calls, and how other code could come to stand there. */
export type CalledCode = {
  readonly account: AccountCode
  /** Whether SELFDESTRUCT is among its instructions. */
  readonly mayEnd: boolean
  /** Empty where it forwards to nothing. */
  readonly layers: readonly ProxyLayer[]
  /** What the configuration calls it, or its part in the protocol: its code changes only as the protocol decides. */
  readonly name?: string | undefined
}
