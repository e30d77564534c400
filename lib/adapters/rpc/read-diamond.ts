import {
  type Address,
  type Client,
  concat,
  getAddress,
  type Hash,
  type Hex,
  isAddressEqual,
  keccak256,
  pad,
  slice,
  stringToHex,
} from 'viem'
import { readContract } from 'viem/actions'
import { isContractsAnswer } from '@/lib/adapters/rpc/is-contracts-answer'
import { readStorageWords } from '@/lib/adapters/rpc/read-storage-words'
import { RpcUnreachableError } from '@/lib/adapters/rpc/rpc-unreachable-error'
import { diamondAbi } from '@/lib/core/abi/diamond-abi'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Diamond } from '@/lib/core/proxy/diamond'

/** A diamond with more than this does not want to be read. */
const most = { facets: 256, functions: 4_096 } as const

/**
 * Where published diamonds keep a mapping from selectors to facets: the reference implementations, and SolidState. Each
 * word holds the address in its high or in its low bytes, and a position beside it.
 */
const places = ['diamond.standard.diamond.storage', 'solidstate.contracts.storage.DiamondBase'].map(
  (name) => keccak256(stringToHex(name)),
)

/**
 * Reads which facet answers which selector of a diamond at one block, as its loupe lists them, and holds that against its
 * storage: a diamond can list what it likes.
 *
 * @param asked - Selectors to look for in the storage besides those that are listed.
 * @returns undefined where it lists nothing.
 * @throws RpcUnreachableError
 */
export async function readDiamond(
  client: Client,
  parameters: { at: ChainAddress; blockNumber: bigint; asked: readonly Hex[] },
): Promise<Diamond | undefined> {
  const { at, blockNumber, asked } = parameters
  try {
    const listed = await readFacets(client, at.address, blockNumber)
    if (!listed || listed.length === 0) return undefined
    const entries = listed.flatMap(({ facetAddress, functionSelectors }) =>
      functionSelectors.map(
        (selector) => [selector.toLowerCase() as Hex, getAddress(facetAddress)] as const,
      ),
    )
    if (listed.length > most.facets || entries.length > most.functions) {
      throw new Error(`it lists ${listed.length} facets with ${entries.length} functions`)
    }
    const functions = new Map(entries)
    const twice = entries.length - functions.size
    const held = await readHeld(client, parameters, functions, asked)
    return {
      at: at.address,
      functions,
      confirmedBy: held ? 'storage' : undefined,
      contradictions: [
        ...(twice > 0 ? [`lists ${twice} functions more than once`] : []),
        ...(held ? contradictions(functions, held) : []),
      ],
    }
  } catch (cause) {
    const request = `the facets of ${at.address}`
    throw new RpcUnreachableError({ chainId: at.chainId, request, cause })
  }
}

async function readFacets(client: Client, address: Address, blockNumber: bigint) {
  const question = { address, abi: diamondAbi, functionName: 'facets', blockNumber } as const
  try {
    return await readContract(client, question)
  } catch (error) {
    if (isContractsAnswer(error)) return undefined
    throw error
  }
}

type Held = ReadonlyMap<Hex, Hash>

/** The words of the first place that holds something; undefined where none does. */
async function readHeld(
  client: Client,
  { at, blockNumber }: { at: ChainAddress; blockNumber: bigint },
  functions: Diamond['functions'],
  asked: readonly Hex[],
): Promise<Held | undefined> {
  const selectors = [...new Set([...functions.keys(), ...asked])]
  for (const place of places) {
    const slotOf = (selector: Hex) =>
      BigInt(keccak256(concat([pad(selector, { dir: 'right', size: 32 }), place])))
    const words = await readStorageWords(client, {
      ...at,
      slots: selectors.map(slotOf),
      blockNumber,
    })
    const held = selectors.flatMap((selector) => {
      const word = words.get(slotOf(selector))
      return word && BigInt(word) !== 0n ? [[selector, word] as const] : []
    })
    if (held.length > 0) return new Map(held)
  }
  return undefined
}

function contradictions(functions: Diamond['functions'], held: Held): string[] {
  const hidden = [...held.keys()].filter((selector) => !functions.has(selector))
  const others = [...functions].filter(([selector, facet]) => {
    const word = held.get(selector)
    if (word === undefined) return true
    return !isAddressEqual(slice(word, 12), facet) && !isAddressEqual(slice(word, 0, 20), facet)
  })
  return [
    ...(hidden.length > 0 ? [`its storage has ${some(hidden)}, which it does not list`] : []),
    ...(others.length > 0
      ? [`its storage has another facet for ${some(others.map(([selector]) => selector))}`]
      : []),
  ]
}

function some(selectors: readonly Hex[]): string {
  const shown = selectors.slice(0, 8).join(', ')
  return selectors.length > 8 ? `${shown} and ${selectors.length - 8} more` : shown
}
