import { NotASafeError } from '@/lib/adapters/rpc/not-a-safe-error'
import { RpcUnreachableError } from '@/lib/adapters/rpc/rpc-unreachable-error'
import type { WireReply } from '@/lib/adapters/safe-service/wire-error'
import type { BaseError } from '@/lib/core/error/base-error'
import { UnknownSafeVersionError } from '@/lib/core/safe/safe-version'
import { ReplyError } from './read-request'
import { routeRequest } from './route-request'
import type { SafeServiceContext } from './safe-service-context'
import { NotFoundError, RefusedRequestError } from './safe-service-error'

export type HandleRequestParameters = {
  request: Request
  /** What stands behind `/api/`, e.g. `v1/about`. */
  path: string
  /** As it stands in the path; anything that is no chain we serve is a 404. */
  chainId: string
}

/**
 * Answers a request to the embedded Safe service. Needs no framework: a request goes in, a response comes out.
 *
 * @param contextOf Undefined for a chain that is not served.
 */
export async function handleRequest(
  contextOf: (chainId: number) => Promise<SafeServiceContext | undefined>,
  { request, path, chainId }: HandleRequestParameters,
): Promise<Response> {
  if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: cors })
  return toResponse(await reply(contextOf, { request, path, chainId }))
}

async function reply(
  contextOf: (chainId: number) => Promise<SafeServiceContext | undefined>,
  { request, path, chainId }: HandleRequestParameters,
): Promise<WireReply> {
  try {
    const context = /^[1-9]\d{0,14}$/.test(chainId) ? await contextOf(Number(chainId)) : undefined
    if (!context) return { status: 404, body: { detail: 'This chain is not served here.' } }
    const url = new URL(request.url)
    return await routeRequest(path, { context, request, url, parameter: undefined })
  } catch (error) {
    return toReply(error, request)
  }
}

function toReply(error: unknown, request: Request): WireReply {
  if (error instanceof ReplyError) return error.reply
  if (error instanceof NotFoundError) return { status: 404, body: { detail: error.shortMessage } }
  if (error instanceof RefusedRequestError) return refused(error, request)
  if (error instanceof NotASafeError) {
    // Asking for it is one thing, building on it another.
    const status = request.method === 'GET' ? 404 : 422
    return { status, body: { detail: sentence(error), ...facts(error) } }
  }
  if (error instanceof UnknownSafeVersionError) {
    return { status: 422, body: { nonFieldErrors: [sentence(error)], detail: sentence(error) } }
  }
  if (error instanceof RpcUnreachableError) {
    return { status: 503, body: { detail: sentence(error) } }
  }
  // What went wrong inside is for the log of whoever runs this, not for whoever asked.
  process.stderr.write(`Safe service: ${error instanceof Error ? error.stack : String(error)}\n`)
  return { status: 500, body: { detail: 'The service failed to answer. Nothing was stored.' } }
}

/** Fields as upstream names them; `detail` is where clients look for the message. */
function refused(error: RefusedRequestError, request: Request): WireReply {
  const isProposal = request.method === 'POST' && error.field === 'nonFieldErrors'
  const status = isProposal && isTransactionPath(request.url) ? 422 : 400
  return {
    status,
    body: { [error.field]: [error.shortMessage], detail: sentence(error), ...facts(error) },
  }
}

const isTransactionPath = (url: string) => /\/multisig-transactions\/?$/.test(new URL(url).pathname)

function sentence({ shortMessage, hint }: BaseError): string {
  return hint ? `${shortMessage} ${hint}` : shortMessage
}

function facts({ facts }: BaseError) {
  return facts.length > 0 ? { facts: Object.fromEntries(facts) } : {}
}

function toResponse({ status, body }: WireReply): Response {
  const headers = { ...cors, 'cache-control': 'no-store' }
  if (body === undefined) return new Response(null, { status, headers })
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...headers, 'content-type': 'application/json' },
  })
}

/** Everything here is public, so any page may ask; only pages of this instance may write. */
const cors = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, OPTIONS',
  'access-control-allow-headers': 'accept, authorization, content-type',
  'access-control-max-age': '86400',
}
