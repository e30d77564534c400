import type { Client } from 'viem'
import type { ChainNode, ChainNodes } from './chain-nodes'
import { NodeRefusedError } from './node-errors'
import { unseenSpans } from './seen-spans'

/** What was seen of a client's node is remembered as long as the client is. */
const known = new WeakMap<Client, ChainNodes>()

/** A client as the only node of its chain: who reads events by it reads them with the same checks as an indexer. */
export function nodesOfClient(client: Client, chainId: number): ChainNodes {
  const nodes = known.get(client) ?? { chainId, nodes: [nodeOf(client, chainId)], quorum: 1 }
  known.set(client, nodes)
  return nodes
}

type Ask = (args: { method: string; params: readonly unknown[] }) => Promise<unknown>

function nodeOf(client: Client, chainId: number): ChainNode {
  const host = client.chain?.name ?? `chain ${chainId}`
  const request = async (method: string, params: readonly unknown[]) => {
    try {
      return await (client.request as Ask)({ method, params })
    } catch (error) {
      throw new NodeRefusedError({ host, method, reason: reasonOf(error) })
    }
  }
  return {
    host,
    mostComplete: 0,
    spans: unseenSpans(),
    request,
    // A client has read the answer already.
    async ask(method, params) {
      const result = await request(method, params)
      return { bytes: Buffer.alloc(0), result: () => result }
    },
    async batch(requests) {
      return await Promise.all(
        requests.map(({ method, params }) =>
          request(method, params).catch((error: unknown) => {
            if (error instanceof NodeRefusedError) return error
            throw error
          }),
        ),
      )
    },
  }
}

function reasonOf(error: unknown): string {
  const { details, message } = error as { details?: unknown; message?: unknown }
  return String(details || message || error).split('\n')[0] ?? ''
}
