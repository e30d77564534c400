import type { Address, Hex } from 'viem'

/** One message call. `value` is in wei. */
export type Call = { readonly target: Address; readonly value: bigint; readonly data: Hex }
