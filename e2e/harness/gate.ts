import { connect, createServer, type Socket } from 'node:net'

export type Gate = {
  /** The same service, reached through the gate. */
  url: string
  /** Ends every connection and refuses new ones, as a node that is gone. */
  shut(): Promise<void>
  /** Accepts connections and what comes by them, and answers nothing, as a node that hangs. */
  hush(): void
  /** Lets everything through again, at the same address. */
  open(): Promise<void>
}

/** A TCP relay in front of a local service, which can make it disappear and come back. */
export async function startGate(target: string): Promise<Gate> {
  const { hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  let isSilent = false
  const server = createServer((incoming) => {
    if (isSilent) {
      sockets.add(incoming)
      incoming.on('error', () => incoming.destroy())
      incoming.on('close', () => sockets.delete(incoming))
      // Read, so that who is gone is noticed.
      incoming.resume()
      return
    }
    const outgoing = connect(Number(port), hostname)
    for (const socket of [incoming, outgoing]) {
      sockets.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        incoming.destroy()
        outgoing.destroy()
      })
    }
    incoming.pipe(outgoing).pipe(incoming)
  })
  const listen = (at: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(at, '127.0.0.1', resolve)
    })
  await listen(0)
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('The gate has no port.')
  const endAll = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    url: `http://127.0.0.1:${address.port}`,
    hush: () => {
      isSilent = true
      // What is under way is lost; who asks again finds nobody.
      endAll()
    },
    open: async () => {
      isSilent = false
      endAll()
      if (!server.listening) await listen(address.port)
    },
    shut: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        endAll()
      }),
  }
}
