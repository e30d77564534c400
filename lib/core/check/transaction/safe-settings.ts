import type { Address } from 'viem'

/** What decides who commands a Safe and which code it runs, read from its storage: a replaced singleton answers lies. */
export type SafeSettings = {
  /** The code that the Safe runs, in slot 0. */
  readonly singleton: Address
  /** In the order of the list. Undefined where the list in storage is none, or too long to be read. */
  readonly owners: readonly Address[] | undefined
  readonly modules: readonly Address[] | undefined
  readonly threshold: bigint
  readonly guard: Address
  readonly moduleGuard: Address
  readonly fallbackHandler: Address
}

/** The settings of one Safe without and with the patch. */
export type SafeSettingsChange = {
  readonly safe: Address
  readonly before: SafeSettings
  readonly after: SafeSettings
}
