import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { LastHeard } from './clock-of-followed'
import { FollowedFacts } from './followed-facts'

type Followed = LastHeard & {
  readonly timelock: ChainAddress
  readonly problem: { readonly text: string } | undefined
}

/**
 * Where the facts come from of chains of which nothing but followed timelocks is shown: of each chain the timelock counts that was
 * heard last, before any that has a problem of its own.
 *
 * @param parameters.told Chains of which the page says it already.
 */
export function FollowedChains({
  chains,
  followed,
  told,
}: {
  chains: readonly { readonly id: number; readonly name: string }[]
  followed: readonly Followed[]
  told: readonly number[]
}) {
  return chains
    .filter(({ id }) => !told.includes(id))
    .map(({ id, name }) => {
      const [last] = followed
        .filter(({ timelock }) => timelock.chainId === id)
        .toSorted(
          (a, b) =>
            Number(a.problem !== undefined) - Number(b.problem !== undefined) ||
            heardOf(b) - heardOf(a),
        )
      return last && <FollowedFacts key={id} chainName={name} followed={last} />
    })
}

const heardOf = ({ heardAt }: Followed): number => heardAt?.getTime() ?? 0
