import type { Address, Hash } from 'viem'

/** What an account held just before a transaction, as far as the transaction looked at it. Code is kept apart. */
export type AccountState = {
  readonly address: Address
  /** Wei. */
  readonly balance: bigint
  readonly nonce: bigint
  readonly storage: ReadonlyMap<Hash, Hash>
}

/** All that a transaction looked at, by address in lower case. */
export type Prestate = ReadonlyMap<string, AccountState>
