import type { Address, Hash } from 'viem'

/** A code as a review has seen it. */
export type ReviewedCodeHash = { readonly address: Address; readonly codeHash: Hash }
