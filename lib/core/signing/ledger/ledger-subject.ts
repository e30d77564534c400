import { type Address, type Hash, isAddressEqual } from 'viem'
import type { Patch } from '@/lib/core/patch/patch'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import { decodeTimelockCall, type TimelockCall } from '@/lib/core/timelock/decode-timelock-call'
import type { KnownContracts } from './known-contracts'

/** What the page shows and the wallet would be asked about. */
export type LedgerSubject = {
  readonly transaction: SafeTransaction
  /** The hash that stands on the page. */
  readonly safeTxHash: Hash
  /** The Safe's version that the hashes on the page were computed for. */
  readonly version: string
  /** The dossier the page shows, if there is one. */
  readonly patch: Patch | undefined
  readonly known: KnownContracts
  /** Of a Safe that owns another: the Safes above it, the nearest first, up to one that is configured. */
  readonly above?: readonly Address[] | undefined
}

/**
 * The call that schedules an operation, if the transaction is one. Only the timelocks that are looked after count: any
 * contract can have a function named `schedule`, and answer as it likes.
 */
export function scheduledBy({
  transaction,
  known,
}: Pick<LedgerSubject, 'transaction' | 'known'>):
  | Extract<TimelockCall, { kind: 'schedule' }>
  | undefined {
  const isTimelock = known.timelocks.some(
    ({ chainId, address }) =>
      chainId === transaction.safe.chainId && isAddressEqual(address, transaction.target),
  )
  const call = isTimelock ? decodeTimelockCall(transaction.data) : undefined
  return call?.kind === 'schedule' ? call : undefined
}
