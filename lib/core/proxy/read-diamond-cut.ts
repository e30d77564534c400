import { type Address, type Hex, isAddressEqual, zeroAddress } from 'viem'
import { diamondAbi } from '@/lib/core/abi/diamond-abi'
import { decodeCanonical } from '@/lib/core/calldata/decode-canonical'
import type { Call } from '@/lib/core/chain/call'

/** One part of a cut: what happens to some selectors. An action beyond these three does not exist. */
export type FacetCut = {
  readonly facet: Address
  readonly action: 'add' | 'replace' | 'remove' | 'unknown'
  readonly selectors: readonly Hex[]
}

/** What a call of `diamondCut` orders. */
export type DiamondCut = {
  readonly diamond: Address
  readonly parts: readonly FacetCut[]
  /** What the diamond delegates to afterwards, and with what; undefined where it delegates to nobody. */
  readonly init: { readonly address: Address; readonly data: Hex } | undefined
  /** Calldata for an initialisation by nobody. */
  readonly strayData: Hex
}

/** Of `diamondCut((address,uint8,bytes4[])[],address,bytes)`. */
export const diamondCutSelector = '0x1f931c1c'

const actions = ['add', 'replace', 'remove'] as const

/**
 * Reads a cut of a diamond from a call.
 *
 * @returns undefined where the call is none, or is one with bytes that do not encode back to themselves.
 * @see https://eips.ethereum.org/EIPS/eip-2535
 */
export function readDiamondCut({ target, data }: Call): DiamondCut | undefined {
  if (!data.startsWith(diamondCutSelector)) return undefined
  const decoded = decodeCanonical({ abi: diamondAbi, data })
  if (decoded?.functionName !== 'diamondCut') return undefined
  const [parts, init, initData] = decoded.args
  const isNobody = isAddressEqual(init, zeroAddress)
  return {
    diamond: target,
    parts: parts.map(({ facetAddress, action, functionSelectors }) => ({
      facet: facetAddress,
      action: actions[action] ?? 'unknown',
      selectors: functionSelectors,
    })),
    init: isNobody ? undefined : { address: init, data: initData },
    strayData: isNobody ? initData : '0x',
  }
}
