import type { Address } from 'viem'

/** What an address says of itself as a token. Its own words: anybody can answer `USDC`. */
export type AssetAnswers = {
  readonly address: Address
  readonly symbol?: string | undefined
  readonly decimals?: number | undefined
  /** What it stands for, as `asset()` or `underlying()` tells. */
  readonly underlying?: Address | undefined
}

/** An address that an upgrade writes into the code or into the storage, beside the one that is there now. */
export type GivenAsset = {
  /** The immutable, or the call and its argument. */
  readonly where: string
  /** Undefined where what is there now could not be told. */
  readonly old: AssetAnswers | undefined
  readonly now: AssetAnswers
}
