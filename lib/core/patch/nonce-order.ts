import { isAddressEqual } from 'viem'
import type { PatchRecord } from '@/lib/core/patch/patch-record'
import { type NonceGap, nonceGaps } from '@/lib/core/safe/nonce-gaps'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import type { SafeState } from '@/lib/core/safe/safe-state'

export type WantedNonce = {
  readonly record: PatchRecord
  readonly transaction: ProposedTransaction
}

/** In which order a Safe can execute what is proposed to it. */
export type NonceOrder = {
  readonly gaps: readonly NonceGap[]
  /** One pending transaction for each nonce that any wants: its rivals are found from it. */
  readonly wanted: readonly WantedNonce[]
}

/** What is proposed for a Safe by its nonce, which executes one after the other and leaves none out. */
export function nonceOrder(
  { safe, nonce }: Pick<SafeState, 'safe' | 'nonce'>,
  records: readonly PatchRecord[],
): NonceOrder {
  const pending = records.flatMap((record) =>
    [...record.schedules, ...record.others]
      .filter(
        ({ outcome, transaction }) =>
          outcome.status === 'pending' && isAddressEqual(transaction.safe.address, safe.address),
      )
      .map((transaction) => ({ record, transaction })),
  )
  const nonceOf = ({ transaction }: WantedNonce) => transaction.transaction.nonce
  return {
    gaps: nonceGaps(
      nonce,
      pending.map(({ transaction }) => transaction),
    ),
    wanted: pending.filter(
      (each, index) => pending.findIndex((other) => nonceOf(other) === nonceOf(each)) === index,
    ),
  }
}
