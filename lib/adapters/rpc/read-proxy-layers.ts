import {
  type Address,
  type Client,
  getAddress,
  type Hex,
  isAddressEqual,
  keccak256,
  parseAbi,
  zeroHash,
} from 'viem'
import { getCode, readContract } from 'viem/actions'
import { isContractsAnswer } from '@/lib/adapters/rpc/is-contracts-answer'
import { type ForwardedCall, readForwarding } from '@/lib/adapters/rpc/read-forwarding'
import { readStorageWords } from '@/lib/adapters/rpc/read-storage-words'
import { RpcUnreachableError } from '@/lib/adapters/rpc/rpc-unreachable-error'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { addressIn, classifyLayer } from '@/lib/core/proxy/classify-layer'
import { eip1967Slots } from '@/lib/core/proxy/eip1967-slots'
import type { Forwarding, LayerFacts, LayerSlot } from '@/lib/core/proxy/layer-facts'
import { legacySlots } from '@/lib/core/proxy/legacy-slots'
import type { Facet, ProxyLayer } from '@/lib/core/proxy/proxy-layer'

/** Proxies behind proxies beyond this are not followed. */
const mostLayers = 6

/** A diamond with more facets than this does not want to be read. */
const mostFacets = 256

const gettersAbi = /* @__PURE__ */ parseAbi([
  'function implementation() view returns (address)',
  'function proxyType() view returns (uint256)',
  'function masterCopy() view returns (address)',
  'function owner() view returns (address)',
  'function proxiableUUID() view returns (bytes32)',
  'struct Facet { address facetAddress; bytes4[] functionSelectors; }',
  'function facets() view returns (Facet[])',
])

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
  { chainId, address }: ChainAddress,
  blockNumber: bigint,
): Promise<Outermost | undefined> {
  const ask = <T>(of: Address | undefined, functionName: Getter): Promise<T | undefined> =>
    of ? askContract<T>(client, of, functionName, blockNumber) : Promise.resolve(undefined)
  const code = await getCode(client, { address, blockNumber })
  if (!code) return undefined
  const [slots, forwarded, implementation, proxyType, masterCopy, facets] = await Promise.all([
    readSlots(client, { chainId, address }, blockNumber),
    readForwarding(client, { address, blockNumber }),
    ask<Address>(address, 'implementation'),
    ask<bigint>(address, 'proxyType'),
    ask<Address>(address, 'masterCopy'),
    ask<readonly WireFacet[]>(address, 'facets'),
  ])
  const [proxiableUuid, adminOwner, beaconImplementation] = await Promise.all([
    ask<Hex>(addressIn(slots.implementation), 'proxiableUUID'),
    ask<Address>(addressIn(slots.admin), 'owner'),
    ask<Address>(addressIn(slots.beacon), 'implementation'),
  ])
  const facts: LayerFacts = {
    at: address,
    code,
    codeHash: keccak256(code),
    slots,
    forwarding: forwardingFrom(forwarded, [address], [address]),
    proxiableUuid,
    adminOwner,
    beaconImplementation,
    facets: readFacets(facets),
    says: { implementation, proxyType, masterCopy },
  }
  return { facts, forwarded }
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
    codeHash: keccak256(code),
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

type WireFacet = { readonly facetAddress: Address; readonly functionSelectors: readonly Hex[] }

function readFacets(facets: readonly WireFacet[] | undefined): Facet[] | undefined {
  if (facets === undefined) return undefined
  if (facets.length > mostFacets) throw new Error(`a diamond of ${facets.length} facets`)
  return facets.map(({ facetAddress, functionSelectors }) => ({
    address: getAddress(facetAddress),
    selectors: functionSelectors,
  }))
}

const layerSlots: Readonly<Record<LayerSlot, Hex>> = { ...eip1967Slots, ...legacySlots }

async function readSlots(
  client: Client,
  at: ChainAddress,
  blockNumber: bigint,
): Promise<LayerFacts['slots']> {
  const slots = Object.values(layerSlots).map((slot) => BigInt(slot))
  const words = await readStorageWords(client, { ...at, slots, blockNumber })
  const entries = Object.entries(layerSlots).map(([name, slot]) => [
    name,
    words.get(BigInt(slot)) ?? zeroHash,
  ])
  return Object.fromEntries(entries)
}

type Getter = (typeof gettersAbi)[number]['name']

/** What a getter answers; undefined where the contract itself refuses. A node that does not answer throws. */
async function askContract<T>(
  client: Client,
  address: Address,
  functionName: Getter,
  blockNumber: bigint,
): Promise<T | undefined> {
  try {
    const answer = await readContract(client, {
      address,
      abi: gettersAbi,
      functionName,
      blockNumber,
    })
    return answer as T
  } catch (error) {
    if (isContractsAnswer(error)) return undefined
    throw error
  }
}
