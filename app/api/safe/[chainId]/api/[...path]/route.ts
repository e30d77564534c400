import { handleRequest } from '@/lib/actions/safe-service/handle-request'
import { safeServiceContext } from '@/lib/actions/safe-service/safe-service-context'
import { getServerContext } from '@/lib/config/server-context'

export const dynamic = 'force-dynamic'

type Parameters = { params: Promise<{ chainId: string; path: string[] }> }

/** The embedded Safe service, wire-compatible with api-kit 5: its base URL ends in `/api/safe/{chainId}/api`. */
async function handle(request: Request, { params }: Parameters): Promise<Response> {
  const { chainId, path } = await params
  const server = await getServerContext()
  return await handleRequest(async (id) => safeServiceContext(server, id), {
    request,
    path: path.join('/'),
    chainId,
  })
}

export { handle as DELETE, handle as GET, handle as OPTIONS, handle as POST }
