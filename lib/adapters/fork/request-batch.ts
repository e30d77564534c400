import { BaseError } from '@/lib/core/error/base-error'
import { ForkError } from './fork-errors'
import { postText, TooLongError } from './post-text'

/** One request of a batch. `params` is JSON already: what many share is written once. */
export type BatchRequest = { readonly method: string; readonly params: string }

export type BatchAnswer =
  | { readonly answered: true; readonly result: unknown }
  /** `refused`: the node said that it does not do it. */
  | { readonly answered: false; readonly reason: string; readonly refused?: true }

export type RequestBatchParameters = {
  readonly requests: readonly BatchRequest[]
  /** Bytes of all answers together. */
  readonly maximum: number
  /** For all of them. */
  readonly milliseconds: number
  readonly signal?: AbortSignal | undefined
}

/**
 * Asks a node many things in one JSON-RPC batch.
 *
 * @returns one answer for each request, in their order; one that is missing is told as such.
 * @throws ForkError where nothing of it can be used: no answer in time, too long a one, or none of a batch; the reason of
 *   the signal.
 */
export async function requestBatch(
  url: string,
  { requests, maximum, milliseconds, signal }: RequestBatchParameters,
): Promise<BatchAnswer[]> {
  if (requests.length === 0) return []
  const parts = requests.map(
    ({ method, params }, id) =>
      `{"jsonrpc":"2.0","id":${id},"method":"${method}","params":${params}}`,
  )
  signal?.throwIfAborted()
  // One signal of its own for each: what `AbortSignal.any` leaves on a signal that lives long is gone through each time.
  const own = new AbortController()
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    own.abort()
  }, milliseconds)
  const abort = () => own.abort(signal?.reason)
  signal?.addEventListener('abort', abort)
  try {
    // There are nodes that take one request at a time.
    const body = parts.length === 1 ? parts.join() : `[${parts.join(',')}]`
    const answers: unknown = JSON.parse(await postText(url, { body, maximum, signal: own.signal }))
    if (requests.length === 1) return inOrder([answers].flat(), requests)
    if (Array.isArray(answers)) return inOrder(answers, requests)
    throw new ForkError('The node does not answer batches.', said(answers))
  } catch (error) {
    signal?.throwIfAborted()
    if (error instanceof BaseError) throw error
    if (error instanceof TooLongError) throw new ForkError(`The node answers ${error.message}.`, '')
    if (isLate) throw new ForkError(`The node took longer than ${milliseconds / 1_000} s.`, '')
    const problem = error instanceof Error ? error.message : String(error)
    throw new ForkError('The node did not answer.', problem, error)
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  }
}

function inOrder(answers: readonly unknown[], requests: readonly BatchRequest[]): BatchAnswer[] {
  const byId = new Map<unknown, object>()
  for (const answer of answers) {
    if (typeof answer === 'object' && answer !== null && 'id' in answer) {
      byId.set(answer.id, answer)
    }
  }
  return requests.map(({ method }, id) => {
    const answer = byId.get(id)
    if (!answer) return { answered: false, reason: `the node did not answer ${method}` }
    if ('error' in answer) {
      const reason = `the node refused ${method}: ${said(answer)}`
      return { answered: false, reason, refused: true }
    }
    return { answered: true, result: 'result' in answer ? answer.result : undefined }
  })
}

function said(answer: unknown): string {
  const isObject = typeof answer === 'object' && answer !== null
  const error: unknown = isObject && 'error' in answer ? answer.error : answer
  const hasMessage = typeof error === 'object' && error !== null && 'message' in error
  return String(hasMessage ? error.message : error).slice(0, 200)
}
