import { readdirSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { join, relative } from 'node:path'
import { Readable } from 'node:stream'

const root = join(import.meta.dirname, '../app/api')

type Handler = (
  request: Request,
  context: { params: Promise<object> },
) => Response | Promise<Response>

export type ApiFile = {
  /** As in OpenAPI: `/api/v1/timelocks/{chain}`. */
  readonly path: string
  readonly pattern: RegExp
  /** Whether its last parameter takes any number of segments. */
  readonly isOpen: boolean
  readonly load: () => Promise<Readonly<Record<string, Handler | undefined>>>
}

let found: ApiFile[] | undefined

/** Every `route.ts` below `app/api`, found as Next finds them; more definite paths first. */
export function apiFiles(): ApiFile[] {
  found ??= findFiles()
  return found
}

function findFiles(): ApiFile[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|\/)route\.ts$/.test(file))
    .map((file) => {
      const folder = relative(root, join(root, file, '..'))
      const path = `/api/${folder}`
      const open = path.replace(/\[\.\.\.(\w+)\]/g, '{$1}').replace(/\[(\w+)\]/g, '{$1}')
      const pattern = path
        .replaceAll('.json', '\\.json')
        .replace(/\[\.\.\.(\w+)\]/g, '(?<$1>.+)')
        .replace(/\[(\w+)\]/g, '(?<$1>[^/]+)')
      let loaded: ReturnType<ApiFile['load']> | undefined
      return {
        path: open,
        isOpen: path.includes('[...'),
        pattern: new RegExp(`^${pattern}$`),
        // Once, as Next does.
        load: () => {
          loaded ??= import(join(root, file))
          return loaded
        },
      }
    })
    .sort((a, b) => a.path.split('{').length - b.path.split('{').length)
}

function paramsOf(groups: Record<string, string> | undefined, isOpen: boolean): object {
  const entries = Object.entries(groups ?? {})
  const last = entries.length - 1
  return Object.fromEntries(
    entries.map(([name, text], i) => [name, isOpen && i === last ? text.split('/') : text]),
  )
}

/** Answers a request as Next would, without pages, proxy or cache. */
export async function answerApi(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url)
  for (const { pattern, isOpen, load } of apiFiles()) {
    const match = pattern.exec(pathname)
    if (!match) continue
    const handler = (await load())[request.method]
    if (!handler) return new Response(null, { status: 405 })
    return await handler(request, { params: Promise.resolve(paramsOf(match.groups, isOpen)) })
  }
  return new Response(null, { status: 404 })
}

export type ServedApi = { readonly origin: string; stop(): Promise<void> }

/** The API on a free port, with the context of this process. */
export async function serveApi(): Promise<ServedApi> {
  const server = createServer((incoming, outgoing) => {
    answerApi(toRequest(incoming)).then(
      async (response) => {
        outgoing.writeHead(response.status, Object.fromEntries(response.headers))
        outgoing.end(Buffer.from(await response.arrayBuffer()))
      },
      (error) => outgoing.destroy(error),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port.')
  return {
    origin: `http://127.0.0.1:${address.port}`,
    stop: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

function toRequest(incoming: IncomingMessage): Request {
  const { method = 'GET', headers, url = '/' } = incoming
  const hasBody = method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS'
  return new Request(`http://${headers.host}${url}`, {
    method,
    headers: Object.entries(headers).map(([name, value]) => [name, String(value)]),
    ...(hasBody ? { body: Readable.toWeb(incoming) as ReadableStream, duplex: 'half' } : {}),
  })
}
