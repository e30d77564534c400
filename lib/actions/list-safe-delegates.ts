import type { Address } from 'viem'
import { type Delegation, listDelegates } from '@/lib/adapters/store/delegates'
import type { Store } from '@/lib/adapters/store/store'
import type { SafeState } from '@/lib/core/safe/safe-state'

/** More than anybody reads. */
const mostDelegations = 100

/** Who may propose at a Safe in the name of one of its present owners, as this instance's Safe service keeps it. */
export async function listSafeDelegates(
  store: Store,
  { safe, owners }: Pick<SafeState, 'safe' | 'owners'>,
): Promise<{ delegate: Address; delegator: Address; label: string }[]> {
  const { chainId, address } = safe
  const pages = await Promise.all(
    owners.map((delegator) =>
      listDelegates(store, { chainId, delegator, limit: mostDelegations, offset: 0 }),
    ),
  )
  const isHere = ({ safe: at }: Delegation) => at === undefined || at === address
  return pages.flatMap(({ delegations }) => delegations.filter(isHere))
}
