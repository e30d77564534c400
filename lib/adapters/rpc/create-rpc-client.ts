import { type Client, createClient, defineChain, fallback, type HttpTransport, http } from 'viem'
import { rememberSilence } from './remember-silence'
import { countRequest } from './request-counts'

export type RpcClient = Client

export type CreateRpcClientParameters = {
  chainId: number
  name: string
  /** The first that answers is used. */
  rpcUrls: readonly string[]
}

/**
 * A client for reading one chain. Reads made in the same tick travel as one JSON-RPC batch, so gathering
 * facts at a pinned block costs a few round trips instead of a hundred.
 */
export function createRpcClient({ chainId, name, rpcUrls }: CreateRpcClientParameters): RpcClient {
  return createClient({
    chain: defineChain({
      id: chainId,
      name,
      nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
      rpcUrls: { default: { http: rpcUrls } },
    }),
    transport: fallback(
      rpcUrls.map((url) =>
        rememberSilence(
          counted(
            chainId,
            http(url, {
              batch: { batchSize: 50 },
              timeout: 10_000,
              retryCount: 1,
              retryDelay: 100,
              // What is configured is asked, nobody else.
              fetchOptions: { redirect: 'error' },
            }),
          ),
          // Where there is another one, it can be done without.
          { milliseconds: rpcUrls.length > 1 ? 30_000 : 2_000 },
        ),
      ),
      // Each node has had its second chance; going round again would only keep the reader waiting.
      { retryCount: 0 },
    ),
    cacheTime: 0,
    pollingInterval: 500,
  })
}

function counted(chainId: number, transport: HttpTransport): HttpTransport {
  return (parameters) => {
    const made = transport(parameters)
    const request = (...of: Parameters<typeof made.request>) =>
      countRequest(chainId, () => made.request(...of))
    return { ...made, request: request as typeof made.request }
  }
}
