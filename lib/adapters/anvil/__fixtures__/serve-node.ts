import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/**
 * A node that answers each method as told, and everything else with "method not found". Stops with the test.
 *
 * @returns Its URL and the methods it was asked for so far.
 */
export async function serveNode(answers: Readonly<Record<string, unknown>>) {
  const asked: string[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { id, method } = JSON.parse(Buffer.concat(chunks).toString('utf8'))
    asked.push(method)
    const body = Object.hasOwn(answers, method)
      ? { result: answers[method] }
      : { error: { code: -32601, message: 'Method not found' } }
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ jsonrpc: '2.0', id, ...body }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { rpcUrl: `http://127.0.0.1:${port}`, asked }
}

/** What an Anvil says of itself. */
export const anvil = {
  web3_clientVersion: 'anvil/v1.7.1',
  anvil_nodeInfo: { currentBlockNumber: '0x1' },
}
