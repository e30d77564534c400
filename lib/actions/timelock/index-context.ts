import type { ChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import type { Store } from '@/lib/adapters/store/store'
import type { TimelockKind } from '@/lib/core/timelock/kind/queued-operation'
import type { TimelockAdapter } from '@/lib/core/timelock/kind/timelock-adapter'

/** What indexing needs of the server. */
export type IndexContext = {
  readonly store: Store
  /** @throws UnknownChainError */
  readonly nodesFor: (chainId: number) => ChainNodes
  /** Blocks behind the newest in which a reorganisation is expected. */
  readonly confirmationsFor: (chainId: number) => number
  readonly adapterOf: (kind: TimelockKind) => TimelockAdapter | undefined
  /** By the server's clock. */
  readonly now: () => Date
}
