import type { Client } from 'viem'
import { headInTime } from '@/lib/actions/head-in-time'
import { lateReadings } from '@/lib/actions/late-readings'
import { readNewestBlock } from '@/lib/actions/read-newest-block'
import type { ChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import { readRevision } from '@/lib/adapters/store/read-revision'
import type { Store } from '@/lib/adapters/store/store'
import type { Config } from '@/lib/config/config'

export type Heads = {
  readonly chains: readonly {
    readonly chainId: number
    /** Undefined where the chain does not answer. */
    readonly blockHash: string | undefined
  }[]
  readonly revision: string
}

export type HeadsContext = {
  readonly config: Config
  readonly store: Store
  readonly clientFor: (chainId: number) => Client
  readonly nodesFor: (chainId: number) => ChainNodes
}

/** Milliseconds: whoever asks does so again soon. */
const patience = 3_000

/** The least that has to be read to know whether a page is out of date. */
export async function readHeads({
  config,
  store,
  clientFor,
  nodesFor,
}: HeadsContext): Promise<Heads> {
  const [revision, ...chains] = await Promise.all([
    readRevision(store),
    ...config.chains.map(async ({ id }) => {
      const client = clientFor(id)
      const ask = () => readNewestBlock(client, nodesFor(id))
      const blockHash = await headInTime(client, { ask, patience, isProbe: true }).then(
        (head) => (head.isLate ? undefined : head.block.hash),
        () => undefined,
      )
      return { chainId: id, blockHash, isLate: lateReadings.has(client) }
    }),
  ])
  return {
    chains: chains.map(({ chainId, blockHash }) => ({ chainId, blockHash })),
    // Pages that did not wait for a reading are out of date when it is over.
    revision: [
      revision,
      ...chains.flatMap(({ chainId, isLate }) => (isLate ? chainId : [])),
    ].join(),
  }
}
