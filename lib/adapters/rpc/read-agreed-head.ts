import type { Block } from '@/lib/core/chain/snapshot'
import type { ChainNode, ChainNodes } from './chain-nodes'
import { NodesDisagreeError } from './node-errors'
import { readNodeHead } from './read-node-blocks'

/**
 * The newest block that enough nodes have reached, as the slowest of them knows it.
 *
 * @throws NodeSilentError, NodeRefusedError, NodeContradictsItselfError where too few answer.
 */
export async function readAgreedHead({
  nodes,
  quorum,
}: ChainNodes): Promise<{ readonly head: Block; readonly node: ChainNode }> {
  const heads: { head: Block; node: ChainNode }[] = []
  let problem: unknown
  for (const node of nodes) {
    try {
      heads.push({ head: await readNodeHead(node), node })
    } catch (error) {
      problem = error
    }
    if (heads.length >= quorum) break
  }
  const [slowest] = heads.toSorted((a, b) => Number(a.head.number - b.head.number))
  if (slowest && heads.length >= quorum) return slowest
  throw problem ?? new NodesDisagreeError({ quorum, answers: [] })
}
