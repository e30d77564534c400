import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { GET as getExport } from '@/app/api/v1/export/route'
import { GET as getHead } from '@/app/api/v1/head/route'
import {
  GET as getAcknowledgements,
  POST as postAcknowledgement,
} from '@/app/api/v1/patches/[digest]/acknowledgements/route'
import { GET } from '@/app/api/v1/patches/[digest]/route'
import { POST } from '@/app/api/v1/patches/route'
import { GET as getQueue } from '@/app/api/v1/queue/route'
import { GET as getReport } from '@/app/api/v1/reports/[hash]/route'
import { POST as postReport } from '@/app/api/v1/reports/route'
import { GET as getSources } from '@/app/api/v1/sources/[hash]/route'
import { POST as postSources } from '@/app/api/v1/sources/route'
import { handleRequest } from '@/lib/actions/safe-service/handle-request'
import { safeServiceContext } from '@/lib/actions/safe-service/safe-service-context'
import { getServerContext } from '@/lib/config/server-context'
import { putEmptyStore } from './empty-store'

export type DeskApi = { origin: string; stop(): Promise<void> }

/** The desk's own API and its embedded Safe service, on a free port and with an empty store, without the pages. */
export async function startDeskApi(config: unknown): Promise<DeskApi> {
  const directory = mkdtempSync(join(tmpdir(), 'suture-desk-'))
  await putEmptyStore(directory)
  writeFileSync(join(directory, 'config.json'), JSON.stringify(config))
  process.env.SUTURE_CONFIG = join(directory, 'config.json')
  process.env.SUTURE_DATA_DIR = directory
  const { store } = await getServerContext()
  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch((error) => outgoing.destroy(error))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port.')
  return {
    origin: `http://127.0.0.1:${address.port}`,
    stop: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
      await store.close()
      // The next file of this process opens its own.
      const held = globalThis as { sutureContext?: unknown }
      held.sutureContext = undefined
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const { method = 'GET', headers, url = '/' } = incoming
  const hasBody = method !== 'GET' && method !== 'OPTIONS'
  const request = new Request(`http://${headers.host}${url}`, {
    method,
    headers: Object.entries(headers).map(([name, value]) => [name, String(value)]),
    ...(hasBody ? { body: Readable.toWeb(incoming) as ReadableStream, duplex: 'half' } : {}),
  })
  const response = await route(request, url)
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  outgoing.end(Buffer.from(await response.arrayBuffer()))
}

const plainRoutes: Readonly<Record<string, (request: Request) => Promise<Response>>> = {
  'POST /api/v1/patches': POST,
  'POST /api/v1/reports': postReport,
  'POST /api/v1/sources': postSources,
  'GET /api/v1/queue': getQueue,
  'GET /api/v1/head': getHead,
  'GET /api/v1/export': getExport,
}

async function route(request: Request, url: string): Promise<Response> {
  const plain = plainRoutes[`${request.method} ${url}`]
  if (plain) return await plain(request)
  const key = /^\/api\/v1\/patches\/([^/?]+)\/acknowledgements$/.exec(url)?.[1]
  if (key) {
    const answerer = request.method === 'POST' ? postAcknowledgement : getAcknowledgements
    return await answerer(request, { params: Promise.resolve({ digest: key }) })
  }
  const digest = /^\/api\/v1\/patches\/([^/?]+)$/.exec(url)?.[1]
  if (digest) return await GET(request, { params: Promise.resolve({ digest }) })
  const report = /^\/api\/v1\/reports\/([^/?]+)$/.exec(url)?.[1]
  if (report) return await getReport(request, { params: Promise.resolve({ hash: report }) })
  const hash = /^\/api\/v1\/sources\/([^/?]+)$/.exec(url)?.[1]
  if (hash) return await getSources(request, { params: Promise.resolve({ hash }) })
  const [, chainId = '', path = ''] = /^\/api\/safe\/([^/]+)\/api\/([^?]*)/.exec(url) ?? []
  const server = await getServerContext()
  const context = async (id: number) => safeServiceContext(server, id)
  return await handleRequest(context, { request, path, chainId })
}
