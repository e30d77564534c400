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
import { readStorageWords } from '@/lib/adapters/rpc/read-storage-words'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { addressIn } from '@/lib/core/proxy/classify-layer'
import { eip1967Slots } from '@/lib/core/proxy/eip1967-slots'
import type { LayerFacts, LayerSlot } from '@/lib/core/proxy/layer-facts'
import { legacySlots } from '@/lib/core/proxy/legacy-slots'
import type { Facet } from '@/lib/core/proxy/proxy-layer'

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
 * Reads all that tells whether code at an address forwards, but for where a call of it leads.
 *
 * @returns undefined where there is no code.
 * @throws the node's own error: what was not read is not empty.
 */
export async function readLayerFacts(
  client: Client,
  { chainId, address }: ChainAddress,
  blockNumber: bigint,
): Promise<Omit<LayerFacts, 'forwarding'> | undefined> {
  const ask = <T>(of: Address | undefined, functionName: Getter): Promise<T | undefined> =>
    of ? askContract<T>(client, of, functionName, blockNumber) : Promise.resolve(undefined)
  const code = await getCode(client, { address, blockNumber })
  if (!code) return undefined
  const [slots, implementation, proxyType, masterCopy, facets] = await Promise.all([
    readSlots(client, { chainId, address }, blockNumber),
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
