import type { Hash } from 'viem'
import type { RecordReview } from '@/lib/core/patch/desk'
import { leadTransaction } from '@/lib/core/patch/lead-transaction'
import type { PatchRecord } from '@/lib/core/patch/patch-record'

/** When the delay of the last scheduling ends, in seconds. */
export const etaOf = (record: PatchRecord): bigint | undefined =>
  record.live?.operation.instances.at(-1)?.eta

/** The operation that must be done first, if there is one. */
export function predecessorOf(record: PatchRecord): Hash | undefined {
  const predecessor = record.live?.operation.predecessor ?? record.patch?.predecessor
  return predecessor && /[1-9a-f]/i.test(predecessor.slice(2)) ? predecessor : undefined
}

/** The record an operation id belongs to, on one timelock. */
export function recordOfOperation(
  records: readonly PatchRecord[],
  { id, like }: { id: Hash; like: PatchRecord },
): PatchRecord | undefined {
  return records.find(
    (record) =>
      record.operationId === id &&
      record.timelock?.address.toLowerCase() === like.timelock?.address.toLowerCase(),
  )
}

/** When it was executed, in seconds: by the timelock, or by the Safe where no operation is involved. */
export function executedAt(record: PatchRecord): bigint {
  const executed = record.live?.operation.instances.at(-1)?.executed
  if (executed) return executed.blockTimestamp
  const outcome = leadTransaction(record)?.outcome
  return outcome?.status === 'executed' ? outcome.executedAt : 0n
}

/** Its last review, if there is one: what is known of another protocol's operation of the same id is not known of this. */
export function reviewOf(
  { key, protocol }: Pick<PatchRecord, 'key' | 'protocol'>,
  reviews: readonly RecordReview[] | undefined,
): RecordReview | undefined {
  return reviews?.find((review) => review.patch === key && review.protocol === protocol)
}
