import type { Client, Hex } from 'viem'

/** The same client of a node that refuses to search more blocks at once for logs. */
export function withLogRange<TClient extends Client>(client: TClient, blocks: bigint): TClient {
  const request = (args: { method: string; params?: readonly unknown[] }) => {
    const [filter] = (args.params ?? []) as { fromBlock?: Hex; toBlock?: Hex }[]
    if (args.method === 'eth_getLogs' && filter?.fromBlock && filter.toBlock) {
      const wanted = BigInt(filter.toBlock) - BigInt(filter.fromBlock) + 1n
      if (wanted > blocks) return Promise.reject(new Error(`At most ${blocks} blocks at once.`))
    }
    return (client.request as (args: unknown) => Promise<unknown>)(args)
  }
  return { ...client, request } as TClient
}
