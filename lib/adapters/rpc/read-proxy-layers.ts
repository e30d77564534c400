import { type Address, type Client, type Hex, isAddressEqual, zeroHash } from 'viem'
import { getCode } from 'viem/actions'
import { type ForwardedCall, readForwarding } from '@/lib/adapters/rpc/read-forwarding'
import { readLayerFacts } from '@/lib/adapters/rpc/read-layer-facts'
import { RpcUnreachableError } from '@/lib/adapters/rpc/rpc-unreachable-error'
import { hashCode } from '@/lib/core/bytecode/hash-code'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { addressIn, classifyLayer } from '@/lib/core/proxy/classify-layer'
import type { Forwarding, LayerFacts } from '@/lib/core/proxy/layer-facts'
import type { ProxyLayer } from '@/lib/core/proxy/proxy-layer'

/** Proxies behind proxies beyond this are not followed. */
const mostLayers = 6

/**
 * Walks from an address to the code that runs in its storage, at one block: a proxy, what stands behind it, what stands
 * behind that. All of them run in the storage of the first, so that is where slots are read. A circle ends where it
 * closes; of a diamond the facets are named and not followed.
 *
 * @returns Outermost first; empty where the address forwards to nothing.
 * @throws RpcUnreachableError, also where a node leaves out something that a proxy could hide behind.
 */
export async function readProxyLayers(
  client: Client,
  { at, blockNumber }: { at: ChainAddress; blockNumber: bigint },
): Promise<ProxyLayer[]> {
  try {
    const outermost = await readOutermost(client, at, blockNumber)
    const layers: ProxyLayer[] = []
    for (let facts = outermost?.facts; facts && layers.length < mostLayers; ) {
      const layer = classifyLayer(facts)
      if (!layer || !outermost) break
      layers.push(layer)
      const next = followed(layer, facts.forwarding)
      if (!next || layers.some(({ at: earlier }) => isAddressEqual(earlier, next))) break
      const code = await getCode(client, { address: next, blockNumber })
      facts = code && factsBehind(outermost, layers, next, code)
    }
    return layers
  } catch (cause) {
    throw new RpcUnreachableError({
      chainId: at.chainId,
      request: `proxies at ${at.address}`,
      cause,
    })
  }
}

/** What really runs comes before what the storage names. */
function followed(
  { implementations: [implementation, ...others] }: ProxyLayer,
  forwarding: Forwarding,
): Address | undefined {
  if (others.length > 0) return undefined
  return forwarding === 'none' || forwarding === 'unknown' ? implementation : forwarding
}

type Outermost = { readonly facts: LayerFacts; readonly forwarded: ForwardedCall }

async function readOutermost(
  client: Client,
  at: ChainAddress,
  blockNumber: bigint,
): Promise<Outermost | undefined> {
  const { address } = at
  const [read, forwarded] = await Promise.all([
    readLayerFacts(client, at, blockNumber),
    readForwarding(client, { address, blockNumber }),
  ])
  if (!read) return undefined
  const forwarding = forwardingFrom(forwarded, [address], [address])
  return { facts: { ...read, forwarding }, forwarded }
}

/** A layer behind another has no storage of its own, and nobody can be asked for it alone. */
function factsBehind(
  { facts: { slots, beaconImplementation }, forwarded }: Outermost,
  layers: readonly ProxyLayer[],
  at: Address,
  code: Hex,
): LayerFacts {
  const walked = [...layers.map((layer) => layer.at), at]
  const used = [...walked, ...layers.flatMap(({ beacon }) => beacon ?? [])]
  const left = Object.entries(slots).map(([name, word]) => {
    const address = addressIn(word)
    // What the layers before went by is not this one's.
    const isUsed = address && used.some((each) => isAddressEqual(each, address))
    return [name, isUsed ? zeroHash : word]
  })
  return {
    at,
    code,
    codeHash: hashCode(code),
    slots: Object.fromEntries(left),
    forwarding: forwardingFrom(forwarded, walked, used),
    beaconImplementation,
    says: {},
  }
}

/** Where the last of those that were walked hands the call on to. */
function forwardingFrom(
  forwarded: ForwardedCall,
  walked: readonly Address[],
  used: readonly Address[],
): Forwarding {
  if (forwarded === 'unknown') return 'unknown'
  if ('touched' in forwarded) {
    const isKnown = (address: Address) => used.some((each) => isAddressEqual(each, address))
    return forwarded.touched.every(isKnown) ? 'none' : 'unknown'
  }
  return forwarded.traced[walked.length - 1] ?? 'none'
}
