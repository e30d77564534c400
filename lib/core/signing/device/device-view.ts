/** One screen of a device, as a person steps through it. */
export type DeviceScreen = {
  readonly heading: string
  readonly value: string
  /** `hash` is compared in groups of four bytes; `hex` are bytes of any length. */
  readonly form: 'hash' | 'hex' | 'text'
}

/** Devices and settings differ in what they show; each way is a view of its own. */
export type DeviceViewId =
  | 'ledger-hashes'
  | 'ledger-fields'
  | 'trezor-fields'
  | 'trezor-hashes'
  | 'ledger-call'
  | 'trezor-call'

/** What one device shows of one thing to sign, in its order. */
export type DeviceView = {
  readonly id: DeviceViewId
  readonly device: 'Ledger' | 'Trezor'
  /** In which app, model or setting it looks so. */
  readonly when: string
  readonly screens: readonly DeviceScreen[]
  /** What a device in this way does not show, or shows in part. */
  readonly missing: readonly string[]
}
