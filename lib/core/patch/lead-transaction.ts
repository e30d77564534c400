import { isAddressEqual } from 'viem'
import type { PatchRecord } from '@/lib/core/patch/patch-record'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import { decodeTimelockCall } from '@/lib/core/timelock/decode-timelock-call'

/**
 * The Safe transaction a record's row is about: the one still collecting, else the last one that was there. Anyone who
 * may propose at any Safe can propose to schedule the same operation: in a batch, at another Safe, at a far nonce. That
 * must not take the place of the one that does nothing else and comes first.
 */
export function leadTransaction(record: PatchRecord): ProposedTransaction | undefined {
  const candidates = [...record.schedules, ...record.others]
  const [first, ...more] = candidates.filter(({ outcome }) => outcome.status === 'pending')
  if (!first) return candidates.at(-1)
  if (more.length === 0) return first
  return [first, ...more].find((each) => isPlainSchedule(each, record)) ?? first
}

function isPlainSchedule(
  { transaction }: ProposedTransaction,
  { operationId, patch }: PatchRecord,
): boolean {
  const { safe, operation, value, gasPrice, safeTxGas, baseGas } = transaction
  return (
    operation === 'call' &&
    value + gasPrice + safeTxGas + baseGas === 0n &&
    (!patch || isAddressEqual(safe.address, patch.safe)) &&
    decodeTimelockCall(transaction.data)?.id === operationId
  )
}
