import type { Address, Client } from 'viem'
import { readKnown } from '@/lib/adapters/rpc/read-known'
import { readProxyLayers } from '@/lib/adapters/rpc/read-proxy-layers'
import type { Block, Known } from '@/lib/core/chain/snapshot'
import type { ProxyLayer } from '@/lib/core/proxy/proxy-layer'

/** What stands behind an address at one block, or why that is not known. Never throws. */
export async function readLayers(
  client: Client,
  { chainId, block, address }: { chainId: number; block: Block; address: Address | undefined },
): Promise<Known<readonly ProxyLayer[]>> {
  if (!address) return { known: false, reason: 'the upgrade names no proxy' }
  const read = readProxyLayers(client, { at: { chainId, address }, blockNumber: block.number })
  return await readKnown(`what stands behind ${address}`, read)
}
