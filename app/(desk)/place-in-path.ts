import type { LoadedDesk } from '@/app/(desk)/load-desk'
import { NothingFoundError } from '@/app/(desk)/nothing-found'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { parsePlacedAddress } from '@/lib/core/chain/parse-placed-address'
import { BaseError } from '@/lib/core/error/base-error'

type PlaceInPathParameters = {
  readonly chain: string
  readonly address: string
  readonly chains: LoadedDesk['config']['chains']
  /** What stands there, in a word. */
  readonly noun: 'timelock' | 'proxy' | 'Safe'
  /** Where its page is. */
  readonly pathOf: (place: ChainAddress) => string
}

/**
 * What the path of a page names: a chain that is served, and an address, which may have that chain before it as wallets copy it.
 *
 * @throws NothingFoundError
 */
export function placeInPath({ chain, chains, noun, pathOf, ...given }: PlaceInPathParameters): {
  readonly place: ChainAddress
  readonly chainName: string
} {
  const text = decoded(given.address)
  const sought = `${text} on chain ${chain}`
  const served = chains.find(({ id }) => String(id) === chain)
  const placed = placedIn(text)
  if (!served || !placed) {
    throw new NothingFoundError(`This names no ${noun}`, {
      sought,
      hint: `A ${noun} is named by a chain that is served here (${chains.map(({ id }) => id).join(', ')}) and its address: 0x and 40 hexadecimal characters.`,
    })
  }
  const { chainId = served.id, address } = placed
  if (chainId !== served.id) {
    const isServed = chains.some(({ id }) => id === chainId)
    const next = { href: pathOf({ chainId, address }), label: `The same on chain ${chainId}` }
    throw new NothingFoundError(`This address is of chain ${chainId}, not of chain ${chain}`, {
      sought,
      hint: `What stands before the address contradicts the chain of this page: the same address may hold something else on another chain.${isServed ? '' : ` Chain ${chainId} is not served here.`}`,
      next: isServed ? next : undefined,
    })
  }
  return { place: { chainId, address }, chainName: served.name }
}

/** Parts of a path are given as they were sent, with a colon written out. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function placedIn(text: string): ReturnType<typeof parsePlacedAddress> | undefined {
  try {
    return parsePlacedAddress(text)
  } catch (error) {
    if (error instanceof BaseError) return undefined
    throw error
  }
}
