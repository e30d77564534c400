import { useState } from 'react'
import type { Address, Hash } from 'viem'
import { proposeTransaction } from '@/lib/actions/propose-transaction'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import { inSigningTurn } from '@/lib/hooks/signing-turn'
import { type Action, useAction } from '@/lib/hooks/use-action'
import { useWallet } from '@/lib/hooks/use-wallet'

/** Proposes what a nested Safe approves as a transaction of its own, signed by the connected owner of it. */
export function useNestedApproval(parameters: {
  /** The approval. */
  transaction: SafeTransaction
  /** `VERSION()` of the Safe that approves. */
  version: string
  /** Asked at the moment of pressing, before anything is signed. Throws where it does not hold. */
  assertStill: (account: Address) => Promise<void>
}): {
  readonly propose: Action<void>
  /** The safeTxHash of what was proposed. */
  readonly proposed: Hash | undefined
} {
  const { transaction, version, assertStill } = parameters
  const { connected } = useWallet()
  const [proposed, setProposed] = useState<Hash>()
  return {
    propose: useAction(async () => {
      const { wallet, account } = await connected()
      setProposed(
        await proposeTransaction({
          wallet,
          account,
          transaction,
          version,
          inTurn: inSigningTurn(assertStill),
        }),
      )
    }),
    proposed,
  }
}
