import { errorResponse, forAnyReader } from '@/app/api/v1/json'
import { findPatch } from '@/app/api/v1/patches/[digest]/find-patch'
import { writeBatchFile } from '@/lib/core/calldata/batch/write-batch-file'
import { BaseError } from '@/lib/core/error/base-error'
import { type FoundRecord, transactionsOf } from '@/lib/core/patch/find-record'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'

/**
 * The Safe transaction of a patch that waits, as a file for the Safe's Transaction Builder: the one that is named by its
 * safeTxHash, else the first that schedules the operation.
 */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ digest: string }> },
): Promise<Response> {
  try {
    const given = (await params).digest
    const found = await findPatch(given)
    if (found instanceof Response) return found
    const proposed = pendingOf(found, given)
    if (!proposed) {
      const hint = 'A file is made of a Safe transaction that waits for signatures or execution.'
      return errorResponse(new BaseError('No transaction of this patch waits.', { hint }), 404)
    }
    const { transaction, submittedAt } = proposed
    const { safe, target, value, data, operation } = transaction
    const file = writeBatchFile({
      ...{ chainId: safe.chainId, safe: safe.address, operation },
      call: { target, value, data },
      name: found.record.title,
      createdAt: Number(submittedAt) * 1_000,
    })
    const name = `batch-${proposed.safeTxHash.slice(0, 10)}.json`
    return new Response(file, {
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-disposition': `attachment; filename="${name}"`,
        ...forAnyReader,
        'cache-control': 'no-store',
      },
    })
  } catch (error) {
    return errorResponse(error)
  }
}

function pendingOf({ record }: FoundRecord, given: string): ProposedTransaction | undefined {
  const isPending = ({ outcome }: ProposedTransaction) => outcome.status === 'pending'
  const named = transactionsOf(record).find(({ safeTxHash }) => safeTxHash === given.toLowerCase())
  return named ? [named].find(isPending) : record.schedules.find(isPending)
}
