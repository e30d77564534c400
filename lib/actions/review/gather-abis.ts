import { type Abi, type Address, getAddress, type Hex } from 'viem'
import { provedCode, type ReviewCode } from '@/lib/actions/review/review-code'
import type { Known } from '@/lib/core/chain/snapshot'
import type { ReviewedUpgrade } from '@/lib/core/check/check-facts'
import type { NamedProxy } from '@/lib/core/patch/facts'

export type GatherAbisParameters = {
  readonly chainId: number
  /** What the calls go to. */
  readonly targets: readonly Address[]
  readonly proxies: readonly NamedProxy[]
  readonly upgrades: readonly ReviewedUpgrade[]
  /** Runtime code by address. */
  readonly codeAt: (address: Address) => Known<Hex>
}

/** ABIs by address, each of sources that were compiled here and gave the code on the chain. */
export type KnownAbis = Readonly<Record<Address, Abi>>

/**
 * The ABIs that calls are read with: those of what stands at each target, of a proxy those of what is behind it, and of
 * one that the patch upgrades those of the new code too.
 */
export async function gatherAbis(
  reviewCode: ReviewCode,
  { chainId, targets, codeAt, ...protocol }: GatherAbisParameters,
): Promise<KnownAbis> {
  const abiOf = async (address: Address): Promise<Abi> => {
    const code = codeAt(address)
    if (!code.known) return []
    const made = provedCode(await reviewCode({ chainId, address, code: code.value }))
    return made.known ? made.value.contract.abi : []
  }
  const distinct = [...new Set(targets.map((target) => getAddress(target)))]
  const read = await Promise.all(
    distinct.map(async (target) => {
      const abis = await Promise.all(behind(target, protocol).map(abiOf))
      return [target, abis.flat()] as const
    }),
  )
  return Object.fromEntries(read.filter(([, abi]) => abi.length > 0))
}

/** Every address whose code answers calls to a target, now or after the patch. */
export function behind(
  target: Address,
  { proxies, upgrades }: Pick<GatherAbisParameters, 'proxies' | 'upgrades'>,
): Address[] {
  const isTarget = (address: Address) => getAddress(address) === getAddress(target)
  const now = proxies.flatMap(({ address, proxy }) =>
    isTarget(address) && proxy.known ? [proxy.value.implementation.address] : [],
  )
  const after = upgrades.filter((upgrade) => upgrade.proxies.some(isTarget)).map(({ to }) => to)
  return [target, ...now, ...after]
}
