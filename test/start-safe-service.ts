import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { handleRequest } from '@/lib/actions/safe-service/handle-request'
import type { SafeServiceContext } from '@/lib/actions/safe-service/safe-service-context'

export type RunningSafeService = {
  /** What api-kit takes as `txServiceUrl`. */
  url: string
  stop(): Promise<void>
}

/** The embedded Safe service of one chain on a plain HTTP server, on a free port. */
export async function startSafeService(context: SafeServiceContext): Promise<RunningSafeService> {
  const server = createServer((incoming, outgoing) => {
    answer(context, incoming, outgoing).catch((error) => outgoing.destroy(error))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port.')
  return {
    url: `http://127.0.0.1:${address.port}/api/safe/${context.chainId}/api`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function answer(
  context: SafeServiceContext,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const { method = 'GET', headers, url = '/' } = incoming
  const hasBody = method !== 'GET' && method !== 'OPTIONS'
  const request = new Request(`http://${headers.host}${url}`, {
    method,
    headers: Object.entries(headers).map(([name, value]) => [name, String(value)]),
    ...(hasBody ? { body: Readable.toWeb(incoming) as ReadableStream, duplex: 'half' } : {}),
  })
  const [, chainId = '', path = ''] = /^\/api\/safe\/([^/]+)\/api\/([^?]*)/.exec(url) ?? []
  const response = await handleRequest(
    async (id) => (id === context.chainId ? context : undefined),
    { request, path, chainId },
  )
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  outgoing.end(Buffer.from(await response.arrayBuffer()))
}
