import { createServer } from 'node:net'

/** A port of 127.0.0.1 that nobody listens on: `preferred` where it is free, else any. */
export async function freePort(preferred = 0): Promise<number> {
  try {
    return await tryPort(preferred)
  } catch (error) {
    if (preferred === 0) throw error
    return tryPort(0)
  }
}

function tryPort(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port))
    })
  })
}
