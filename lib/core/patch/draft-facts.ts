import type { Hash } from 'viem'
import type { Block, Known } from '@/lib/core/chain/snapshot'
import type { ImplementationFacts } from '@/lib/core/proxy/implementation-facts'
import type { NotAProxy } from '@/lib/core/proxy/not-a-proxy'
import type { Proxy } from '@/lib/core/proxy/proxy'
import type { SafeState } from '@/lib/core/safe/safe-state'
import type { OperationState } from '@/lib/core/timelock/operation'

/** What a draft is judged by, read at one block by the proposer's own browser. */
export type DraftFacts = {
  readonly block: Block
  readonly chainId: Known<number>
  readonly safe: Known<SafeState>
  /** Seconds. */
  readonly minDelay: Known<bigint>
  readonly safeIsProposer: Known<boolean>
  readonly predecessor: { readonly id: Hash; readonly state: Known<OperationState> } | undefined
  /** By address in lower case. An address that is missing has not been read yet. */
  readonly proxies: Readonly<Record<string, Known<Proxy | NotAProxy>>>
  /** By address in lower case. */
  readonly implementations: Readonly<Record<string, Known<ImplementationFacts>>>
}

/** A Safe transaction that waits for signatures or execution, as the Safe service tells. */
export type PendingTransaction = { readonly nonce: bigint; readonly safeTxHash: Hash }

/** What became of a call that was tried on the chain's present state, as the timelock, without being sent. */
export type DryRun =
  | { readonly outcome: 'succeeds' }
  | { readonly outcome: 'reverts'; readonly reason: string }
  | { readonly outcome: 'unknown'; readonly reason: string }
