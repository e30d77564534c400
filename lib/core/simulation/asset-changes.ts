import type { Address } from 'viem'

/** What an account holds of a token, or an operator may take from it, where the patch makes a difference. */
export type HeldChange = {
  readonly token: Address
  readonly holder: Address
  readonly before: bigint
  readonly after: bigint
}

export type AllowedChange = {
  readonly token: Address
  readonly owner: Address
  readonly spender: Address
} & (
  | { readonly kind: 'amount'; readonly before: bigint; readonly after: bigint }
  /** An operator may take all tokens of the owner, of ERC-721 and ERC-1155. */
  | { readonly kind: 'all'; readonly before: boolean; readonly after: boolean }
)

/** A question of which one side or both gave no number. */
export type UnreadAsset = { readonly token: Address; readonly what: string }

/** What tokens say of accounts, asked of the chain without the patch and with it. What stays equal is not listed. */
export type AssetChanges = {
  /** How many tokens were asked, about how many accounts and pairs of accounts. */
  readonly tokens: number
  readonly accounts: number
  readonly pairs: number
  readonly held: readonly HeldChange[]
  readonly allowed: readonly AllowedChange[]
  readonly unread: readonly UnreadAsset[]
  /** What was left out because there was too much of it, in words. */
  readonly omitted: readonly string[]
}
