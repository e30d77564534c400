import { type Client, type Hex, isAddressEqual } from 'viem'
import { readLayers } from '@/lib/actions/review/read-layers'
import { readForwardingWith } from '@/lib/adapters/rpc/read-forwarding'
import { hashCode } from '@/lib/core/bytecode/hash-code'
import type { Block, Known } from '@/lib/core/chain/snapshot'
import type { ReviewedUpgrade } from '@/lib/core/check/check-facts'
import type { ProxyLayer } from '@/lib/core/proxy/proxy-layer'

export type ReadNewLayersParameters = {
  readonly chainId: number
  readonly block: Block
  readonly upgrade: ReviewedUpgrade
  readonly newCode: Known<Hex> | undefined
}

/**
 * What stands behind the new code of an upgrade, or why that is not known. It is looked at alone, and where the node can
 * do so in its proxy: it may go by a slot that is empty where it stands alone, and was filled in the proxy long before.
 *
 * Never throws.
 */
export async function readNewLayers(
  client: Client,
  { chainId, block, upgrade, newCode }: ReadNewLayersParameters,
): Promise<Known<readonly ProxyLayer[]>> {
  const { proxies, from, to } = upgrade
  const alone = await readLayers(client, { chainId, block, address: to })
  const [proxy] = proxies
  if (!alone.known || alone.value.length > 0 || !proxy || !from || !newCode?.known) return alone
  const traced = await readForwardingWith(client, {
    address: proxy,
    blockNumber: block.number,
    instead: { of: from.address, code: newCode.value },
  })
  const behind = traced?.slice(traced.findIndex((each) => isAddressEqual(each, from.address)) + 1)
  if (!behind || behind.length === 0) return alone
  const layer: ProxyLayer = {
    at: to,
    codeHash: hashCode(newCode.value),
    pattern: 'custom',
    implementations: behind.slice(0, 1),
    evidence: 'a trace of the new code in the storage of the proxy',
    contradictions: [],
  }
  return { known: true, value: [layer] }
}
