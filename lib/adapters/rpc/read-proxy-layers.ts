import {
  type Address,
  type Client,
  getAddress,
  type Hex,
  keccak256,
  parseAbi,
  zeroHash,
} from 'viem'
import { getCode, readContract } from 'viem/actions'
import { isContractsAnswer } from '@/lib/adapters/rpc/is-contracts-answer'
import { readForwarding } from '@/lib/adapters/rpc/read-forwarding'
import { readStorageWords } from '@/lib/adapters/rpc/read-storage-words'
import { RpcUnreachableError } from '@/lib/adapters/rpc/rpc-unreachable-error'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { addressIn, classifyLayer } from '@/lib/core/proxy/classify-layer'
import { eip1967Slots } from '@/lib/core/proxy/eip1967-slots'
import type { LayerFacts, LayerSlot } from '@/lib/core/proxy/layer-facts'
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
 * behind that. A circle ends where it closes; of a diamond the facets are named and not followed.
 *
 * @returns Outermost first; empty where the address forwards to nothing.
 * @throws RpcUnreachableError, also where a node leaves out something that a proxy could hide behind.
 */
export async function readProxyLayers(
  client: Client,
  { at, blockNumber }: { at: ChainAddress; blockNumber: bigint },
): Promise<ProxyLayer[]> {
  const { chainId } = at
  const layers: ProxyLayer[] = []
  let next: Address | undefined = at.address
  try {
    while (next && layers.length < mostLayers) {
      const facts: LayerFacts | undefined = await readLayerFacts(
        client,
        { chainId, address: next },
        blockNumber,
      )
      const layer = facts && classifyLayer(facts)
      if (!layer) break
      layers.push(layer)
      const [implementation, ...others]: readonly Address[] = layer.implementations
      const seen = layers.some(({ at: earlier }) => earlier === implementation)
      next = others.length > 0 || seen ? undefined : implementation
    }
    return layers
  } catch (cause) {
    throw new RpcUnreachableError({ chainId, request: `proxies at ${at.address}`, cause })
  }
}

async function readLayerFacts(
  client: Client,
  { chainId, address }: ChainAddress,
  blockNumber: bigint,
): Promise<LayerFacts | undefined> {
  const ask = <T>(of: Address | undefined, functionName: Getter): Promise<T | undefined> =>
    of ? askContract<T>(client, of, functionName, blockNumber) : Promise.resolve(undefined)
  const code = await getCode(client, { address, blockNumber })
  if (!code) return undefined
  const [slots, forwarding, implementation, proxyType, masterCopy, facets] = await Promise.all([
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
  return {
    at: address,
    code,
    codeHash: keccak256(code),
    slots,
    forwarding,
    proxiableUuid,
    adminOwner,
    beaconImplementation,
    facets: readFacets(facets),
    says: { implementation, proxyType, masterCopy },
  }
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
