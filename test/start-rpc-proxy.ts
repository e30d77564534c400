import { createServer, type IncomingMessage } from 'node:http'

type RpcRequest = { id: number; method: string; params: unknown[] }
type WireRequest = Omit<RpcRequest, 'params'> & { params?: unknown[] }
type RpcAnswer = { id: number; result?: unknown; error?: { code: number; message: string } }

/**
 * What to answer instead of the node: a changed `result`, an `error`, or undefined for the node's own answer.
 */
export type Rewrite = (
  request: RpcRequest,
  answer: RpcAnswer,
) => { result: unknown } | { error: { code: number; message: string } } | undefined

export type RpcProxy = {
  readonly url: string
  /** Every request that passed, in order; empty it to count anew. */
  readonly requests: RpcRequest[]
  /** How this node lies or refuses; undefined passes everything on. */
  rewrite: Rewrite | undefined
  /** What it waits for before it answers such a request: how this node is slow, or silent. */
  wait: ((method: string, params: readonly unknown[]) => Promise<unknown> | undefined) | undefined
  stop(): Promise<void>
}

/**
 * A node between the client and Anvil that counts, refuses and lies as it is told.
 *
 * @param port Fixed, to start again where one was stopped; a free one is chosen when left out.
 */
export async function startRpcProxy(target: string, port = 0): Promise<RpcProxy> {
  const server = createServer((incoming, outgoing) => {
    answer(incoming, target, proxy).then(
      (body) => {
        outgoing.writeHead(200, { 'content-type': 'application/json' })
        outgoing.end(JSON.stringify(body))
      },
      () => outgoing.destroy(),
    )
  })
  // Opening a database can block this process for longer than Node keeps a connection that rests.
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('The proxy has no port.')
  const proxy: RpcProxy = {
    url: `http://127.0.0.1:${address.port}`,
    requests: [],
    rewrite: undefined,
    wait: undefined,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return proxy
}

async function answer(
  incoming: IncomingMessage,
  target: string,
  { requests, rewrite, wait }: RpcProxy,
): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks).toString('utf8')
  const asked = JSON.parse(body) as WireRequest | WireRequest[]
  await Promise.all([asked].flat().map(({ method, params = [] }) => wait?.(method, params)))
  const response = await fetch(target, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  const answered = (await response.json()) as RpcAnswer | RpcAnswer[]
  const answers = [answered].flat()
  const rewritten = [asked].flat().map((each) => {
    // viem leaves out what is empty.
    const request = { ...each, params: each.params ?? [] }
    requests.push(request)
    const own = answers.find(({ id }) => id === request.id) ?? { id: request.id }
    const instead = rewrite?.(request, own)
    return instead ? { jsonrpc: '2.0', id: request.id, ...instead } : own
  })
  return Array.isArray(asked) ? rewritten : rewritten[0]
}
