import { forwardSafeRequest } from '@/lib/actions/forward-safe-request'
import { handleRequest } from '@/lib/actions/safe-service/handle-request'
import { safeServiceContext } from '@/lib/actions/safe-service/safe-service-context'
import { getServerContext } from '@/lib/config/server-context'

export const dynamic = 'force-dynamic'

type Parameters = { params: Promise<{ chainId: string; path: string[] }> }

/**
 * The Safe service of a chain, wire-compatible with api-kit 5: its base URL ends in `/api/safe/{chainId}/api`. The
 * embedded one answers, unless the configuration names an external one for the chain.
 */
async function handle(request: Request, { params }: Parameters): Promise<Response> {
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
  return await handleRequest(async (id) => safeServiceContext(server, id), {
    request,
    path: path.join('/'),
    chainId,
  })
}

export { handle as DELETE, handle as GET, handle as OPTIONS, handle as POST }
