import type { Client, Hash } from 'viem'
import { askUntilAgreed } from './ask-until-agreed'
import type { ChainNode, ChainNodes } from './chain-nodes'
import { type TracedCall, traceTransactionCalls } from './trace-calls'

/**
 * As `traceTransactionCalls`, from as many nodes as have to agree: nothing proves a trace but that others say the same.
 *
 * @returns undefined where nodes contradict each other.
 * @throws What kept a node from answering, where too few did.
 */
export async function traceAgreedCalls(
  nodes: ChainNodes,
  { transactionHash }: { readonly transactionHash: Hash },
): Promise<TracedCall[] | undefined> {
  const { agreed, groups, problems } = await askUntilAgreed(nodes, {
    ask: (node) => traceTransactionCalls(readerOf(node), { transactionHash }),
    keyOf: (calls) =>
      calls
        .map((each) => Object.values(each).join())
        .join('\n')
        .toLowerCase(),
  })
  if (agreed || groups.length > 1) return agreed?.answer
  throw problems[0]?.error ?? new Error('There are fewer nodes than have to agree.')
}

function readerOf(node: ChainNode): Pick<Client, 'request'> {
  const request = ({ method, params }: { method: string; params?: unknown }) =>
    node.request(method, params as readonly unknown[])
  return { request: request as Client['request'] }
}
