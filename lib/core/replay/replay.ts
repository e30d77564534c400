import type { Address, Hash } from 'viem'
import type { Block } from '@/lib/core/chain/snapshot'
import type { DifferenceGroup } from './group-results'
import type { ReplayResult } from './replay-result'
import type { ReplayWays } from './replay-way'

/** Each transaction on the state just before it, or one after the other in a simulation, what differs then again by itself. */
export type ReplayMode = 'exact' | 'screening'

/** Code that stands in for what ran: a word of storage that names it is another one. */
export type ReplacedCode = {
  readonly proxy: Address
  readonly kind: 'transparent' | 'uups' | 'beacon'
  /** Whose storage names the code: the proxy, or its beacon. */
  readonly holder: Address
  readonly slot: Hash
  /** At the block of the replay. Transactions before an earlier upgrade ran what ran then. */
  readonly from: Address
  readonly to: Address
  /** keccak256 of the new code. */
  readonly codeHash: Hash
}

/** A word that the new code finds otherwise than the old one, as a migration would leave it. */
export type ReplayOverride = {
  readonly address: Address
  readonly slot: Hash
  readonly word: Hash
  /** What stood there at the block of the replay; absent where it was chosen by hand. */
  readonly before?: Hash | undefined
  readonly reason: string
}

/** What is replayed: which codes are replaced at which block. */
export type ReplaySubject = {
  readonly chainId: number
  /** No transaction behind it is replayed. */
  readonly block: Block
  readonly replaced: readonly ReplacedCode[]
  readonly overrides: readonly ReplayOverride[]
}

/** How the transactions were found. */
export type ReplaySource = {
  /** `blocks`: events, and transactions that go straight to a proxy. */
  readonly kind: 'traces' | 'blocks' | 'list'
  /** How many were asked for; undefined for a list. */
  readonly last?: number | undefined
  /** The range in which was looked; undefined for a list. */
  readonly fromBlock?: bigint | undefined
  readonly toBlock?: bigint | undefined
  /** Of a list those that were not found; absent where all were. */
  readonly missing?: readonly Hash[] | undefined
}

/** What is to be replayed, and what could not be seen when it was looked for: with the results so far, a run can go on. */
export type ReplayCursor = {
  readonly source: ReplaySource
  /** In words. */
  readonly gaps: readonly string[]
  /** In the order of the chain. */
  readonly places: readonly TransactionPlace[]
}

/** Where a transaction is to be found. */
export type TransactionPlace = { readonly hash: Hash; readonly blockNumber: bigint }

/** How many transactions came out how. */
export type ReplayCounts = Readonly<Record<ReplayResult['outcome'], number>>

/** Gas of the transactions that end alike, by what they call. */
export type GasRow = {
  readonly proxy: Address
  readonly selector: `0x${string}`
  readonly transactions: number
  readonly before: bigint
  readonly after: bigint
  /** The transaction whose gas grows most. */
  readonly worst: { readonly hash: Hash; readonly before: bigint; readonly after: bigint }
}

/** A transaction for the picture of the whole range; details stand in its group. */
export type ReplayedTransaction = Pick<
  ReplayResult,
  'hash' | 'blockNumber' | 'index' | 'outcome' | 'reason' | 'state'
> & {
  /** Place of its group in the list. */
  readonly group?: number | undefined
  readonly gas?: { readonly before: bigint; readonly after: bigint } | undefined
}

/** What old and new code do differently in transactions that were mined. The same inputs give the same bytes on any machine. */
export type Replay = {
  readonly schema: 'suture/replay/1'
  readonly subject: ReplaySubject
  readonly mode: ReplayMode
  readonly source: ReplaySource
  readonly counts: ReplayCounts
  readonly ways: ReplayWays
  /** By cause; what reverts or succeeds newly comes first. */
  readonly groups: readonly DifferenceGroup[]
  readonly gas: readonly GasRow[]
  /** In the order of the chain. */
  readonly transactions: readonly ReplayedTransaction[]
  /** What could not be seen, in words. */
  readonly gaps: readonly string[]
}
