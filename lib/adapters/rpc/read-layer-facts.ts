import { type Address, type Client, getAddress, type Hex, parseAbi, zeroHash } from 'viem'
import { getCode, readContract } from 'viem/actions'
import { isContractsAnswer } from '@/lib/adapters/rpc/is-contracts-answer'
import { readStorageWords } from '@/lib/adapters/rpc/read-storage-words'
import { hashCode } from '@/lib/core/bytecode/hash-code'
import { looksAtGas, momentsIn } from '@/lib/core/bytecode/scan-opcodes'
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
  const ask = <T>(
    of: Address | undefined,
    functionName: Getter,
    from?: Address | undefined,
  ): Promise<T | undefined> =>
    of
      ? askContract<T>(client, { of, functionName, blockNumber, from })
      : Promise.resolve(undefined)
  const code = await getCode(client, { address, blockNumber })
  if (!code) return undefined
  const [slots, implementation, proxyType, masterCopy, facets] = await Promise.all([
    readSlots(client, { chainId, address }, blockNumber),
    ask<Address>(address, 'implementation'),
    ask<bigint>(address, 'proxyType'),
    ask<Address>(address, 'masterCopy'),
    ask<readonly WireFacet[]>(address, 'facets'),
  ])
  const beacon = addressIn(slots.beacon)
  const [proxiableUuid, adminOwner, beaconImplementation, beaconSaysToOthers, beaconCode] =
    await Promise.all([
      ask<Hex>(addressIn(slots.implementation), 'proxiableUUID'),
      ask<Address>(addressIn(slots.admin), 'owner'),
      ask<Address>(beacon, 'implementation', address),
      ask<Address>(beacon, 'implementation'),
      beacon && getCode(client, { address: beacon, blockNumber }),
    ])
  return {
    at: address,
    code,
    codeHash: hashCode(code),
    slots,
    proxiableUuid,
    adminOwner,
    beaconImplementation,
    beaconSaysToOthers,
    dependsOn: readMoments(code, beaconCode),
    facets: readFacets(facets),
    says: { implementation, proxyType, masterCopy },
  }
}

/** A proxy needs gas to delegate; a beacon that looks at it asks others, or tells a proxy from those who only look. */
function readMoments(code: Hex, beaconCode: Hex | undefined): string[] {
  const ofBeacon = beaconCode ? momentsIn(beaconCode) : []
  const gas = beaconCode && looksAtGas(beaconCode) ? ['GAS of the beacon'] : []
  return [...momentsIn(code), ...ofBeacon.map((opcode) => `${opcode} of the beacon`), ...gas]
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
  question: {
    of: Address
    functionName: Getter
    blockNumber: bigint
    /** Who asks; nobody in particular where it is left out. */
    from?: Address | undefined
  },
): Promise<T | undefined> {
  const { of, functionName, blockNumber, from } = question
  try {
    const answer = await readContract(client, {
      address: of,
      abi: gettersAbi,
      functionName,
      blockNumber,
      ...(from && { account: from }),
    })
    return answer as T
  } catch (error) {
    if (isContractsAnswer(error)) return undefined
    throw error
  }
}
