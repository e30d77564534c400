import { useMemo } from 'react'
import { type Client, createClient, custom, type EIP1193Provider, http } from 'viem'
import { useConnection } from 'wagmi'
import type { PublicConfig } from '@/lib/config/public-config'

const readers = new Map<string, Client>()

/**
 * A client for this browser's own chain reads: the public RPC of the chain, or else the connected wallet's node. Never
 * this server, so that what it shows can be checked against somebody else.
 *
 * @returns undefined where neither exists; the facts are then unknown.
 */
export function useReader(config: PublicConfig, chainId: number): Client | undefined {
  const { connector, chainId: walletChainId } = useConnection()
  const url = config.chains.find(({ id }) => id === chainId)?.publicRpcUrl
  return useMemo(() => {
    if (url) return readerAt(url)
    if (!connector || walletChainId !== chainId) return undefined
    const request = (async (args: never) =>
      ((await connector.getProvider()) as EIP1193Provider).request(
        args,
      )) as EIP1193Provider['request']
    return createClient({ transport: custom({ request }) })
  }, [url, connector, walletChainId, chainId])
}

function readerAt(url: string): Client {
  const reader = readers.get(url) ?? createClient({ transport: http(url, { batch: true }) })
  readers.set(url, reader)
  return reader
}
