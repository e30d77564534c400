import type { Address } from 'viem'

/** An address means nothing without its chain: the same one can hold other code elsewhere. */
export type ChainAddress = { readonly chainId: number; readonly address: Address }
