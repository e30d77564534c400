import type { Address, Client } from 'viem'
import { approveHash } from '@/lib/actions/approve-hash'
import { confirmTransaction } from '@/lib/actions/confirm-transaction'
import { executeSafeTransaction } from '@/lib/actions/execute-safe-transaction'
import { proposeTransaction } from '@/lib/actions/propose-transaction'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import { rejectionOf } from '@/lib/core/safe/rejection-of'
import type { SafeState } from '@/lib/core/safe/safe-state'
import { rememberSigned } from '@/lib/hooks/signed-requests'
import { inSigningTurn, takeSigningTurn } from '@/lib/hooks/signing-turn'
import { type Action, useAction } from '@/lib/hooks/use-action'
import { useWallet } from '@/lib/hooks/use-wallet'

export type Signing = {
  readonly sign: Action<void>
  readonly approve: Action<void>
  readonly execute: Action<void>
  readonly reject: Action<void>
}

/** Everything an account can do with a proposed Safe transaction. */
export function useSigning(parameters: {
  transaction: ProposedTransaction
  safe: SafeState
  reader: Client | undefined
  /** Asked at the moment of pressing, before anything is signed, approved or executed. Throws where it does not hold. */
  assertStill: (account?: Address) => Promise<void>
}): Signing {
  const { transaction, safe, reader, assertStill } = parameters
  const { connected } = useWallet()
  const signed = {
    transaction: transaction.transaction,
    safeTxHash: transaction.safeTxHash,
    version: safe.version,
  }
  return {
    sign: useAction(async () => {
      const by = await connected(reader)
      await confirmTransaction({ ...by, ...signed, inTurn: inSigningTurn(assertStill) })
    }),
    approve: useAction(async () => {
      const by = await connected(reader)
      await takeSigningTurn({ ...transaction.transaction, ...by }, async () => {
        await assertStill(by.account)
        rememberSigned(by.account, transaction)
        await approveHash({ ...by, ...signed })
      })
    }),
    execute: useAction(async () => {
      const by = await connected(reader)
      await assertStill()
      await executeSafeTransaction({
        ...by,
        ...signed,
        confirmations: transaction.confirmations,
        owners: safe.owners,
        threshold: safe.threshold,
      })
    }),
    reject: useAction(async () => {
      const by = await connected(reader)
      await proposeTransaction({
        ...by,
        transaction: rejectionOf(transaction.transaction),
        version: safe.version,
        inTurn: inSigningTurn(),
      })
    }),
  }
}
