import type { Address } from 'viem'

/** An upgrade, or a way to one, that somebody who is nobody tried. */
export type UpgradeAttempt = {
  readonly target: Address
  /** Its signature. */
  readonly name: string
  /** What came of it without and with the patch; undefined where nothing did. */
  readonly before: string | undefined
  readonly after: string | undefined
}

/** All attempts on the proxies of an upgrade and on what upgrades them. */
export type UpgradeAttempts = {
  readonly stranger: Address
  readonly attempts: readonly UpgradeAttempt[]
  /** Proxies of the upgrade that were left out: there were too many. */
  readonly untried: readonly Address[]
}
