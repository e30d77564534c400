import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type RpcRelay = {
  /** Where a program of this machine reaches the nodes, without knowing where they are or which keys they take. */
  readonly url: string
  readonly stop: () => Promise<void>
}

export type RelayRpcParameters = {
  /** The first that answers is used, until it no longer does. */
  readonly rpcUrls: readonly string[]
  /** Bytes of a question and of an answer. */
  readonly maximum?: number | undefined
  /** Milliseconds that a node has to answer. */
  readonly patience?: number | undefined
}

/**
 * Passes JSON-RPC of this machine on to nodes. What is started with a URL shows it to everybody who can list processes, so
 * that a URL with a key in it must not be given to one. The path is a secret of its own; it does not keep the process alive.
 */
export async function relayRpc({
  rpcUrls,
  maximum = 64_000_000,
  patience = 20_000,
}: RelayRpcParameters): Promise<RpcRelay> {
  const path = `/${randomBytes(16).toString('hex')}`
  let first = 0
  const server = createServer((request, response) => {
    if (request.method !== 'POST' || request.url !== path) return refuse(response, 404)
    void pass(request, response).catch(() => refuse(response, 502))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', () => resolve())
  })
  server.unref()
  // A fork may be silent for long and then use a connection that we would be closing just then.
  server.keepAliveTimeout = 0
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}${path}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBytes(request, maximum)
    // Each has a second chance: a connection that was kept may have been closed at its other end.
    for (let tried = 0; tried < rpcUrls.length * 2; tried += 1) {
      const at = (first + tried) % rpcUrls.length
      const answer = await ask(rpcUrls[at] ?? '', body)
      if (!answer) continue
      first = at
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body)
      return
    }
    refuse(response, 502)
  }

  /** Undefined where the node does not answer, or only that it will not. */
  async function ask(url: string, body: Buffer) {
    try {
      const response = await fetch(withoutUser(url), {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...authorization(url) },
        body: new Uint8Array(body),
        redirect: 'error',
        signal: AbortSignal.timeout(patience),
      })
      const { status } = response
      const read = await readBytes(response.body ?? [], maximum)
      const isRefused = status === 401 || status === 403 || status === 429 || status >= 500
      return isRefused ? undefined : { status, body: read }
    } catch {
      return undefined
    }
  }
}

async function readBytes(parts: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, maximum: number) {
  const read: Uint8Array[] = []
  let length = 0
  for await (const part of parts) {
    length += part.length
    if (length > maximum) throw new RangeError(`more than ${maximum} bytes`)
    read.push(part)
  }
  return Buffer.concat(read)
}

/** `fetch` takes no URL that names a user. */
function withoutUser(url: string): string {
  const bare = new URL(url)
  bare.username = ''
  bare.password = ''
  return bare.href
}

function authorization(url: string): Record<string, string> {
  const { username, password } = new URL(url)
  if (!username && !password) return {}
  const user = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return { authorization: `Basic ${Buffer.from(user).toString('base64')}` }
}

function refuse(response: ServerResponse, status: number): void {
  const error = { code: -32_000, message: 'No node answers.' }
  const body = status === 404 ? '' : JSON.stringify({ jsonrpc: '2.0', id: null, error })
  if (!response.headersSent) response.writeHead(status, { 'content-type': 'application/json' })
  response.end(body)
}
