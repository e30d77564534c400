import type { Client } from 'viem'

/** The same client of a node that does not trace. */
export function withoutTraces<TClient extends Client>(client: TClient): TClient {
  const request = (args: { method: string; params?: unknown }) => {
    if (args.method.startsWith('debug_')) {
      return Promise.reject(new Error(`The method ${args.method} does not exist.`))
    }
    return (client.request as (args: unknown) => Promise<unknown>)(args)
  }
  return { ...client, request } as TClient
}
