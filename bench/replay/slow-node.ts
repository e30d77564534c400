import { Agent, createServer, request } from 'node:http'

/** A node that is far away. */
export type SlowNode = { readonly url: string; readonly stop: () => Promise<void> }

/** Passes requests on to a node, each after so many milliseconds; many may be under way. */
export async function startSlowNode(target: string, milliseconds: number): Promise<SlowNode> {
  const agent = new Agent({ keepAlive: true })
  const { hostname, port } = new URL(target)
  const server = createServer((incoming, outgoing) => {
    const { method, headers } = incoming
    const parts: Buffer[] = []
    incoming.on('data', (part: Buffer) => parts.push(part))
    incoming.on('end', () => {
      setTimeout(() => {
        const passed = request({ agent, hostname, port, method, headers }, (answer) => {
          outgoing.writeHead(answer.statusCode ?? 500, answer.headers)
          answer.pipe(outgoing)
        })
        passed.on('error', () => outgoing.destroy())
        passed.end(Buffer.concat(parts))
      }, milliseconds)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('The node has no port.')
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: () =>
      new Promise((resolve) => {
        agent.destroy()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
