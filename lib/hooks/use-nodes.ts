import { useMemo } from 'react'
import { type Client, createClient, custom, type EIP1193Provider, http } from 'viem'
import { type Connector, useConnection } from 'wagmi'
import type { NodeSource } from '@/lib/actions/read-nodes'
import type { PublicConfig } from '@/lib/config/public-config'

const readers = new Map<string, Client>()
const walletReaders = new WeakMap<Connector, Client>()

/**
 * Every node that this browser may ask for a chain: those that the configuration gives to browsers, then the wallet's. A demo
 * signer reads from one of the former and is none of its own.
 */
export function useNodes(config: PublicConfig, chainId: number): readonly NodeSource[] {
  const { connector, chainId: walletChainId, status } = useConnection()
  const chain = config.chains.find(({ id }) => id === chainId)
  return useMemo(() => {
    const urls = chain ? [chain.publicRpcUrl, ...chain.witnessNodes] : []
    const configured = [...new Set(urls)].flatMap((url): NodeSource[] =>
      url ? [{ name: new URL(url).host, client: readerAt(url), isConfigured: true }] : [],
    )
    // While it is being taken up again a connector is not whole.
    if (!connector || status !== 'connected') return configured
    if (walletChainId !== chainId || connector.type === 'demoSigner') return configured
    const client = walletReader(connector)
    return [...configured, { name: 'your wallet’s node', client, isConfigured: false }]
  }, [chain, connector, walletChainId, status, chainId])
}

/** One for each wallet, so that all who ask on a page share what was read. */
function walletReader(connector: Connector): Client {
  const found = walletReaders.get(connector)
  if (found) return found
  const request = (async (args: never) =>
    ((await connector.getProvider()) as EIP1193Provider).request(
      args,
    )) as EIP1193Provider['request']
  const reader = createClient({ transport: custom({ request }) })
  walletReaders.set(connector, reader)
  return reader
}

function readerAt(url: string): Client {
  const reader = readers.get(url) ?? createClient({ transport: http(url, { batch: true }) })
  readers.set(url, reader)
  return reader
}
