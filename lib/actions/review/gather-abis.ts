import { type Abi, type Address, getAddress, type Hash, type Hex } from 'viem'
import { provedCode, type ReviewCode } from '@/lib/actions/review/review-code'
import type { Known } from '@/lib/core/chain/snapshot'
import type { ReviewedUpgrade } from '@/lib/core/check/check-facts'
import type { NamedProxy } from '@/lib/core/patch/facts'
import type { Report } from '@/lib/core/report/report'

export type GatherAbisParameters = {
  readonly chainId: number
  /** What the calls go to. */
  readonly targets: readonly Address[]
  readonly proxies: readonly NamedProxy[]
  readonly upgrades: readonly ReviewedUpgrade[]
  /** Runtime code by address. */
  readonly codeAt: (address: Address) => Known<Hex>
}

/** Each of sources that were compiled here and gave the code on the chain. */
export type KnownAbis = Pick<Report, 'abis' | 'bundles'>

/**
 * The ABIs that calls are read with: those of what stands at each target, of a proxy those of what is behind it, and of
 * one that the patch upgrades those of the new code too.
 */
export async function gatherAbis(
  reviewCode: ReviewCode,
  { chainId, targets, codeAt, ...protocol }: GatherAbisParameters,
): Promise<KnownAbis> {
  const madeFrom = async (address: Address): Promise<Made[]> => {
    const code = codeAt(address)
    if (!code.known) return []
    const made = provedCode(await reviewCode({ chainId, address, code: code.value }))
    return made.known ? [{ address, abi: made.value.contract.abi, bundle: made.value.bundle }] : []
  }
  const distinct = [...new Set(targets.map((target) => getAddress(target)))]
  const read = await Promise.all(
    distinct.map(async (target) => {
      const made = await Promise.all(behind(target, protocol).map(madeFrom))
      return { target, made: made.flat() }
    }),
  )
  const answering = read.filter(({ made }) => made.length > 0)
  return {
    abis: Object.fromEntries(
      answering.map(({ target, made }) => [target, made.flatMap(({ abi }) => abi)]),
    ),
    bundles: Object.fromEntries(
      answering.flatMap(({ made }) => made.map(({ address, bundle }) => [address, bundle])),
    ),
  }
}

type Made = { readonly address: Address; readonly abi: Abi; readonly bundle: Hash }

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
