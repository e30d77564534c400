import type { ChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import type { RpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import type { Store } from '@/lib/adapters/store/store'
import type { ServerContext } from '@/lib/config/server-context'

/** What indexing needs of the server. */
export type IndexContext = {
  readonly store: Store
  /** @throws UnknownChainError */
  readonly nodesFor: (chainId: number) => ChainNodes
  /** @throws UnknownChainError */
  readonly clientFor: (chainId: number) => RpcClient
  /** Blocks behind the newest in which a reorganisation is expected. */
  readonly confirmationsFor: (chainId: number) => number
  /** By the server's clock. */
  readonly now: () => Date
}

/** What indexing takes of the server's context. */
export function indexContextOf({
  store,
  nodesFor,
  clientFor,
  config,
}: Pick<ServerContext, 'store' | 'nodesFor' | 'clientFor' | 'config'>): IndexContext {
  return {
    store,
    nodesFor,
    clientFor,
    confirmationsFor: (chainId) =>
      config.chains.find(({ id }) => id === chainId)?.confirmations ?? 0,
    now: () => new Date(),
  }
}
