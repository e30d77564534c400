import type { Address } from 'viem'

/** What somebody is able to do to the protocol. `other` is named by its role or function. */
export type Power =
  | 'upgrade'
  | 'administer'
  | 'propose'
  | 'execute'
  | 'cancel'
  | 'pause'
  | 'mint'
  | 'own'
  | 'other'

/** One way by which an account can use a power, through others that stand between. */
export type Authority = {
  readonly power: Power
  /** What the power is over. */
  readonly over: Address
  /** In words: `owner of the ProxyAdmin`, `PAUSER_ROLE`. */
  readonly by: string
  /** From the holder to what it acts on, e.g. Safe, timelock, ProxyAdmin. */
  readonly path: readonly Address[]
  /** `anyone` where the role is open. */
  readonly holder: Address | 'anyone'
  readonly holderKind: 'safe' | 'timelock' | 'contract' | 'account' | 'anyone' | 'unknown'
  /** Seconds between asking and acting, the sum over the path. */
  readonly delay: bigint
}

/** Who can do what, before and after the patch, as far as it follows from its calls. */
export type AuthorityDiff = {
  readonly before: readonly Authority[]
  readonly added: readonly Authority[]
  readonly removed: readonly Authority[]
  /** Same holder, power and subject, with another delay. */
  readonly changed: readonly { readonly from: Authority; readonly to: Authority }[]
  /** What could not be followed, and why. */
  readonly unknown: readonly string[]
}
