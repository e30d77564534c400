import { errorResponse, toJson } from '@/app/api/v1/json'
import { stateResponse } from '@/app/api/v1/state-response'
import { reviewSummary } from '@/lib/actions/review/review-summary'
import { readOperationNow } from '@/lib/actions/timelock-pages/read-operation-now'
import { decodedForAnswer } from '@/lib/core/api/decoded-answer'
import { noQuery } from '@/lib/core/api/operation-query'
import { readQuery } from '@/lib/core/api/read-query'
import { decodeQueuedCall, mostDecoded } from '@/lib/core/timelock/kind/decode-queued-call'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import { findOperation, type OperationContext } from './find-operation'

/** One operation: its calls, instances and events, what contract and chain say, what it waits for, and its last review. */
export async function GET(request: Request, context: OperationContext): Promise<Response> {
  try {
    readQuery(noQuery, new URL(request.url).searchParams)
    const found = await findOperation(context)
    if (found instanceof Response) return found
    const { page, revision } = found
    const now = await readOperationNow(found.context, page)
    const review = await reviewSummary(found.context, page)
    return await stateResponse(request, {
      // What is asked of the chain, and reviews, are part of what the answer follows from.
      revision: `${revision}\n${toJson({ ...now, review })}`,
      body: async () => ({ ...page, decoded: decodedOf(page.operation), review, ...now }),
    })
  } catch (error) {
    return errorResponse(error)
  }
}

const decodedOf = ({ calls }: QueuedOperation) =>
  calls.slice(0, mostDecoded).map((call) => decodedForAnswer(decodeQueuedCall(call)))
