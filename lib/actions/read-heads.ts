import type { Client } from 'viem'
import { readBlock } from '@/lib/adapters/rpc/read-block'
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

/** The least that has to be read to know whether a page is out of date. */
export async function readHeads({
  config,
  store,
  clientFor,
}: {
  config: Config
  store: Store
  clientFor: (chainId: number) => Client
}): Promise<Heads> {
  const [revision, ...chains] = await Promise.all([
    readRevision(store),
    ...config.chains.map(async ({ id }) => ({
      chainId: id,
      blockHash: await readBlock(clientFor(id), { chainId: id }).then(
        ({ hash }) => hash,
        () => undefined,
      ),
    })),
  ])
  return { chains, revision }
}
