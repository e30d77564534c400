import type { Address } from 'viem'
import type * as z from 'zod/mini'
import type { AskedPlace, operationsQuery } from '@/lib/core/api/operation-query'
import { BadQueryError } from '@/lib/core/api/read-query'
import { agreeOnChain } from '@/lib/core/chain/agree-on-chain'
import type { PlacedAddress } from '@/lib/core/chain/parse-placed-address'
import { chainsInText } from '@/lib/core/timelock/kind/operation-search'

type Placed = {
  readonly q?: string | undefined
  readonly target?: PlacedAddress | undefined
  readonly proposer?: PlacedAddress | undefined
}

/** Which operations are asked for, with the chain that they are of. */
export type OperationsQuery = Omit<
  z.infer<typeof operationsQuery>,
  'timelock' | 'target' | 'proposer'
> & {
  readonly timelock?: AskedPlace | undefined
  readonly target?: Address | undefined
  readonly proposer?: Address | undefined
}

/**
 * A query whose addresses are of one chain: that of the timelocks that are asked for, or the one that stands before any of them.
 *
 * @param place What the path names, or the parameter `timelock`.
 * @throws BadQueryError
 */
export function placedQuery<T extends Placed & { readonly timelock?: AskedPlace | undefined }>(
  { target, proposer, ...query }: T,
  place: AskedPlace | undefined = query.timelock,
) {
  const { chainId, problems } = agreeOnChain(place?.chainId, [
    ...(query.q === undefined ? [] : chainsInText(query.q)).map((id) => ['q', id] as const),
    ['target', target?.chainId],
    ['proposer', proposer?.chainId],
  ])
  const facts = problems.map(([name, { shortMessage }]) => [name, shortMessage] as const)
  if (facts.length > 0) throw new BadQueryError(facts)
  return {
    ...query,
    timelock: chainId === undefined ? place : { ...place, chainId },
    target: target?.address,
    proposer: proposer?.address,
  }
}
