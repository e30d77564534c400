import { errorResponse } from '@/app/api/v1/json'
import { writeRoute } from '@/app/api/v1/write-route'
import { forwardSafeRequest } from '@/lib/actions/forward-safe-request'
import { heardClient } from '@/lib/actions/heard-client'
import { describeWrite } from '@/lib/actions/safe-service/describe-write'
import { handleRequest } from '@/lib/actions/safe-service/handle-request'
import { safeServiceContext } from '@/lib/actions/safe-service/safe-service-context'
import { getServerContext } from '@/lib/config/server-context'
import { BaseError } from '@/lib/core/error/base-error'

/** Milliseconds until the nodes of a chain count as silent for whoever only reads. What is written is worth a longer wait. */
const patience = 4_000

export const dynamic = 'force-dynamic'

type Context = { params: Promise<{ chainId: string; path: string[] }> }

/**
 * The Safe service of a chain, wire-compatible with api-kit 5: its base URL ends in `/api/safe/{chainId}/api`. The
 * embedded one answers, unless the configuration names an external one for the chain.
 */
async function handle(request: Request, { params }: Context): Promise<Response> {
  const { chainId, path } = await params
  const server = await getServerContext()
  const external = server.config.safeServices.find((each) => String(each.chainId) === chainId)
  if (external) {
    const { url } = external
    const trailing = new URL(request.url).pathname.endsWith('/') ? '/' : ''
    return await forwardSafeRequest({
      url,
      apiKey: server.config.safeServiceApiKey,
      request,
      path: `${path.join('/')}${trailing}`,
    })
  }
  const contextOf = async (id: number) => {
    const isServed = server.config.chains.some((chain) => chain.id === id)
    if (!isServed || request.method !== 'GET') return safeServiceContext(server, id)
    const client = await heardClient(server, { chainId: id, patience })
    return safeServiceContext({ ...server, clientFor: () => client }, id)
  }
  return await handleRequest(contextOf, { request, path: path.join('/'), chainId })
}

/** As its clients look for it. */
function refuse(error: unknown, status?: number): Response {
  const { status: decided } = errorResponse(error, status)
  const detail = error instanceof BaseError ? error.message : 'The service failed to answer.'
  return Response.json({ detail }, { status: decided })
}

const writing = (method: 'POST' | 'DELETE') =>
  writeRoute<Context>(
    {
      route: `${method} /api/safe/[chainId]/api/[...path]`,
      kind: undefined,
      bodyLimit: 1_048_576,
      refuse,
    },
    async ({ request: { url, headers }, text, note }, context) => {
      const body = text === '' ? {} : { body: text }
      const response = await handle(new Request(url, { method, headers, ...body }), context)
      const path = (await context.params).path.join('/')
      note(describeWrite({ method, path, text, status: response.status }) ?? {})
      return response
    },
  )

export const POST = writing('POST')
export const DELETE = writing('DELETE')
export { handle as GET, handle as OPTIONS }
