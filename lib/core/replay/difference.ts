import type { Address, Hash } from 'viem'
import type { TracedBytes } from '@/lib/core/simulation/call-frame'

/** One thing that old and new code do differently in the same transaction. Amounts are what it adds up to; less is negative. */
export type Difference =
  | { readonly kind: 'output'; readonly before: TracedBytes; readonly after: TracedBytes }
  | {
      readonly kind: 'event'
      /** `moved`: it is emitted by both, at another place in their order. */
      readonly change: 'gone' | 'new' | 'moved'
      readonly address: Address
      readonly topics: readonly Hash[]
      readonly data: TracedBytes
    }
  | {
      readonly kind: 'storage'
      readonly address: Address
      readonly slot: Hash
      /** What each of them leaves there. */
      readonly before: Hash
      readonly after: Hash
    }
  | {
      readonly kind: 'ether'
      readonly address: Address
      readonly before: bigint
      readonly after: bigint
    }
  | {
      readonly kind: 'token'
      readonly standard: 'erc20' | 'erc721' | 'erc1155'
      readonly token: Address
      readonly holder: Address
      /** Of a token that is one of many. */
      readonly id?: bigint | undefined
      readonly before: bigint
      readonly after: bigint
    }
  | {
      readonly kind: 'nonce'
      readonly address: Address
      readonly before: bigint
      readonly after: bigint
    }
  | {
      readonly kind: 'code'
      readonly address: Address
      /** Hashes of the code that is left there; absent where there is none. */
      readonly before?: Hash | undefined
      readonly after?: Hash | undefined
    }
