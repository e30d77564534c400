import { type Address, getAddress, isAddressEqual } from 'viem'
import type { Call } from '@/lib/core/chain/call'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import type { TimelockAdapter } from '@/lib/core/timelock/kind/timelock-adapter'

/** A call with who made it. */
export type MadeCall = Call & { readonly from: Address }

/**
 * Who scheduled an operation, by the calls of its transaction: the one account that called the timelock for it.
 *
 * @param parameters.governors Those that were called for it, and call the timelock themselves.
 * @returns undefined where none of the calls did, and where two accounts did.
 */
export function findProposer({
  operation,
  scheduling,
  calls,
  governors = [],
}: {
  readonly operation: QueuedOperation
  readonly scheduling: NonNullable<TimelockAdapter['scheduling']>
  readonly calls: readonly MadeCall[]
  readonly governors?: readonly Address[] | undefined
}): Address | undefined {
  const { address } = operation.timelock
  const made = calls.filter(
    ({ target, data }) => isAddressEqual(target, address) && scheduling.isBy(operation, data),
  )
  const accounts = [...made.map(({ from }) => from), ...governors]
  const [one, ...others] = new Set(accounts.map((account) => getAddress(account)))
  return others.length === 0 ? one : undefined
}
