import { useState } from 'react'
import type { Client, Hash } from 'viem'
import { proposeCall } from '@/lib/actions/propose-call'
import type { Call } from '@/lib/core/chain/call'
import { BaseError } from '@/lib/core/error/base-error'
import type { SafeState } from '@/lib/core/safe/safe-state'
import { type Action, useAction } from '@/lib/hooks/use-action'
import { useWallet } from '@/lib/hooks/use-wallet'

/** Proposes what a nested Safe approves as a transaction of its own, signed by the connected owner of it. */
export function useNestedApproval(reader: Client | undefined): {
  readonly propose: Action<{ safe: SafeState; call: Call }>
  /** The safeTxHash of what was proposed. */
  readonly proposed: Hash | undefined
} {
  const { account, clientOf } = useWallet()
  const [proposed, setProposed] = useState<Hash>()
  return {
    propose: useAction(async ({ safe, call }) => {
      if (!account) throw new BaseError('No wallet is connected.', { hint: 'Connect one first.' })
      const wallet = await clientOf(account)
      setProposed(
        await proposeCall({ wallet, account, reader: reader ?? wallet, safe: safe.safe, call }),
      )
    }),
    proposed,
  }
}
