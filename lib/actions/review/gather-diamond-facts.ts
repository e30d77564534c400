import { type Address, type Client, getAddress, type Hex, isAddressEqual, zeroAddress } from 'viem'
import type { ReviewCode } from '@/lib/actions/review/review-code'
import { readAccountCode } from '@/lib/adapters/rpc/read-account-code'
import { readDiamond } from '@/lib/adapters/rpc/read-diamond'
import { readKnown } from '@/lib/adapters/rpc/read-known'
import type { DecodedCall } from '@/lib/core/calldata/decoded-call'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Known } from '@/lib/core/chain/snapshot'
import type { CheckFacts } from '@/lib/core/check/check-facts'
import { cutsInCalls } from '@/lib/core/check/proxy/cuts-in-calls'
import type { FacetCode } from '@/lib/core/check/proxy/reviewed-diamonds'
import type { Diamond } from '@/lib/core/proxy/diamond'
import { type DiamondCut, diamondCutSelector } from '@/lib/core/proxy/read-diamond-cut'

export type GatherDiamondFactsParameters = {
  readonly chainId: number
  /** Everything is read at this block. */
  readonly blockNumber: bigint
  /** What the timelock, or the Safe, runs. */
  readonly calls: readonly DecodedCall[]
}

/** Codes whose sources are looked for; more of them remain unknown. */
const mostReviewed = 256

/**
 * The diamonds that the calls cut, before any cut, and what stands at their facets and initialisations. What cannot be read
 * is unknown with its reason; nothing throws.
 */
export async function gatherDiamondFacts(
  { client, reviewCode }: { client: Client; reviewCode: ReviewCode },
  { chainId, blockNumber, calls }: GatherDiamondFactsParameters,
): Promise<Pick<CheckFacts, 'diamonds'>> {
  const cuts = cutsInCalls(calls).flatMap(({ cut }) => cut ?? [])
  const addresses = [...new Set(cuts.map(({ diamond }) => getAddress(diamond)))]
  const read = addresses.map(async (address) => {
    const own = cuts.filter(({ diamond }) => isAddressEqual(diamond, address))
    const known = await readOne(client, { at: { chainId, address }, blockNumber, cuts: own })
    return [address.toLowerCase(), known] as const
  })
  const diamonds = new Map(await Promise.all(read))
  const review = async (address: Address): Promise<Known<FacetCode>> => {
    const at = { chainId, address }
    const found = await readKnown('its code', readAccountCode(client, { ...at, blockNumber }))
    if (!found.known) return found
    const { account, code } = found.value
    const made = await reviewCode({ ...at, code })
    if (!made.known) return { known: true, value: { account, sources: made } }
    const { verification, contract } = made.value
    const sources = { match: verification.match, abi: contract.abi }
    return { known: true, value: { account, sources: { known: true, value: sources } } }
  }
  const named = cuts.flatMap((cut) => addressesIn(cut, diamonds.get(cut.diamond.toLowerCase())))
  const distinct = [...new Set(named.map((address) => getAddress(address)))].slice(0, mostReviewed)
  const codes = await Promise.all(
    distinct.map(async (address) => [address.toLowerCase(), await review(address)] as const),
  )
  const value = { diamonds, codes: new Map(codes) }
  return { diamonds: { known: true, value, anchor: 'recomputed' } }
}

async function readOne(
  client: Client,
  { at, blockNumber, cuts }: { at: ChainAddress; blockNumber: bigint; cuts: readonly DiamondCut[] },
): Promise<Known<Diamond>> {
  const selectors = cuts.flatMap(({ parts }) => parts.flatMap((part) => part.selectors))
  const asked: readonly Hex[] = [diamondCutSelector, ...selectors.slice(0, 4_096)]
  const read = await readKnown('its facets', readDiamond(client, { at, blockNumber, asked }))
  if (!read.known) return read
  return read.value
    ? { known: true, value: read.value }
    : { known: false, reason: 'it does not list its facets as EIP-2535 says' }
}

/** Facets that come, those whose functions they take, and what is delegated to. */
function addressesIn({ parts, init }: DiamondCut, diamond: Known<Diamond> | undefined): Address[] {
  const functions = diamond?.known ? diamond.value.functions : undefined
  const brought = parts.map(({ facet }) => facet)
  const taken = parts.flatMap(({ selectors }) =>
    selectors.flatMap((selector) => functions?.get(selector) ?? []),
  )
  const all = [...brought, ...(init ? [init.address] : []), ...taken]
  return all.filter((address) => !isAddressEqual(address, zeroAddress))
}
