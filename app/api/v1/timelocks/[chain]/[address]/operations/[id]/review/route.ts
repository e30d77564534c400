import { documentResponse } from '@/app/api/v1/document-response'
import { isForm } from '@/app/api/v1/is-form'
import { errorResponse, jsonResponse } from '@/app/api/v1/json'
import {
  findOperation,
  type OperationContext,
} from '@/app/api/v1/timelocks/[chain]/[address]/operations/[id]/find-operation'
import { writeRoute } from '@/app/api/v1/write-route'
import { operationPath } from '@/components/frame/paths'
import { makeQueuedReview, ReviewRefusedError } from '@/lib/actions/review/make-queued-review'
import { type ReviewReading, readReview } from '@/lib/actions/review/read-review'
import type { QueuedOperationPage } from '@/lib/actions/timelock-pages/read-queued-operation'
import { BaseError } from '@/lib/core/error/base-error'
import { serializeReport } from '@/lib/core/report/serialize-report'

/** Milliseconds that are waited for a review: most are done by then. */
const patience = 10_000

/**
 * The last review of an operation, byte for byte as it was hashed: its hash is the ETag. 202 while there is none yet and one is
 * under way.
 */
export async function GET(request: Request, context: OperationContext): Promise<Response> {
  try {
    const found = await findOperation(context)
    if (found instanceof Response) return found
    const { timelock, id } = found.page
    const asked = { timelock, key: id, subject: undefined, patience: 0 }
    const { last, isRunning } = await readReview(found.context, asked)
    if (last) {
      return documentResponse(request, { hash: last.hash, json: serializeReport(last.report) })
    }
    if (isRunning) return jsonResponse({ status: 'running' }, 202)
    const hint = 'POST here makes one. suture review makes one anywhere.'
    return errorResponse(new BaseError('This operation was not reviewed here.', { hint }), 404)
  } catch (error) {
    return errorResponse(error)
  }
}

/** Reviews an operation at the newest block that was read. At the same block again changes nothing. */
export const POST = writeRoute<OperationContext>(
  {
    route: 'POST /api/v1/timelocks/[chain]/[address]/operations/[id]/review',
    kind: 'review',
    bodyLimit: 4 * 1_024,
  },
  async ({ request, note }, context) => {
    const found = await findOperation(context)
    if (found instanceof Response) return found
    const { page } = found
    note({ subject: page.id })
    const answers = isForm(request) ? pageAnswers(page) : jsonAnswers
    return await makeQueuedReview(found.context, { page, patience }).then(
      answers.made,
      answers.refused,
    )
  },
)

const jsonAnswers = {
  made: ({ last, isRunning }: ReviewReading) =>
    isRunning
      ? jsonResponse({ status: 'running' }, 202)
      : jsonResponse({ status: 'done', report: last?.hash }),
  refused: (error: unknown) =>
    errorResponse(
      error,
      error instanceof ReviewRefusedError ? (error.retry ? 503 : 409) : undefined,
    ),
}

/** Back to the page of the operation, which says what has come of it. */
const pageAnswers = ({ timelock, id }: QueuedOperationPage) => ({
  made: () => seeOther(`${operationPath(timelock, id)}#review`),
  refused: (error: unknown) => {
    if (!(error instanceof BaseError)) throw error
    const isRefused = error instanceof ReviewRefusedError
    const why = isRefused ? (error.retry ? 'busy' : 'no') : 'silent'
    return seeOther(`${operationPath(timelock, id)}?review=${why}#review`)
  },
})

const seeOther = (location: string) => new Response(null, { status: 303, headers: { location } })
