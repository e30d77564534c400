import { BaseError } from '@/lib/core/error/base-error'
import { ForkError } from './fork-errors'

export type RequestJsonParameters = {
  readonly method: string
  readonly params: readonly unknown[]
  /** Bytes of the answer. */
  readonly maximum: number
  readonly signal: AbortSignal
}

let id = 0

/**
 * Asks a fork over JSON-RPC and reads no more of the answer than allowed.
 *
 * @throws ForkError where it does not answer, refuses or answers too much; the reason of the signal.
 */
export async function requestJson(
  url: string,
  { method, params, maximum, signal }: RequestJsonParameters,
): Promise<unknown> {
  id += 1
  const body = JSON.stringify({ jsonrpc: '2.0', id, method, params })
  const headers = { 'content-type': 'application/json' }
  signal.throwIfAborted()
  // A signal of its own: fetch takes its listener off the one it is given only when memory is collected, and a fork is
  // asked thousands of times.
  const own = new AbortController()
  const abort = () => own.abort(signal.reason)
  signal.addEventListener('abort', abort)
  try {
    const response = await fetch(url, { method: 'POST', headers, body, signal: own.signal })
    const answer: unknown = JSON.parse(await readText(response, { method, maximum }))
    if (typeof answer !== 'object' || answer === null) throw refusal(method, 'no JSON-RPC')
    if ('error' in answer) throw refusal(method, messageOf(answer.error))
    return 'result' in answer ? answer.result : undefined
  } catch (error) {
    if (error instanceof BaseError || signal.aborted) throw error
    const said = error instanceof Error ? error.message : String(error)
    throw new ForkError(`The fork did not answer ${method}.`, said, error)
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

async function readText(
  { body }: Response,
  { method, maximum }: { method: string; maximum: number },
): Promise<string> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of body ?? []) {
    length += part.length
    if (length > maximum) throw refusal(method, `more than ${maximum} bytes`)
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function refusal(method: string, said: string): ForkError {
  return new ForkError(`The fork refused ${method}.`, said)
}

function messageOf(error: unknown): string {
  const isObject = typeof error === 'object' && error !== null
  return isObject && 'message' in error ? String(error.message) : String(error)
}
