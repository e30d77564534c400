import type { Address } from 'viem'
import { changeDelegation } from '@/lib/actions/change-delegation'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { type Action, useAction } from '@/lib/hooks/use-action'
import { useWallet } from '@/lib/hooks/use-wallet'

export type Delegating = {
  /** Lets somebody propose in the name of the connected owner. */
  readonly add: Action<{ delegate: Address; label: string }>
  /** Takes it back, signed by the delegator or the delegate. */
  readonly remove: Action<{ delegate: Address; delegator: Address }>
}

/** Who may propose at a Safe without owning it, as the Safe service keeps it. */
export function useDelegating(safe: ChainAddress): Delegating {
  const { connected } = useWallet()
  return {
    add: useAction(async (added) => {
      const { wallet, account } = await connected()
      await changeDelegation({
        ...{ wallet, account, safe, now: new Date() },
        ...added,
        change: 'add',
      })
    }),
    remove: useAction(async (removed) => {
      const { wallet, account } = await connected()
      await changeDelegation({
        ...{ wallet, account, safe, now: new Date() },
        ...removed,
        change: 'remove',
      })
    }),
  }
}
