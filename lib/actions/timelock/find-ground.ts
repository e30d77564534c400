import type { ChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import { hasBlocks, type NamedBlock } from '@/lib/adapters/rpc/has-blocks'
import { NodeContradictsItselfError } from '@/lib/adapters/rpc/node-errors'
import { readNodeBlocks } from '@/lib/adapters/rpc/read-node-blocks'
import type { Block } from '@/lib/core/chain/snapshot'

/** From where blocks can be read again, or why they need not be. */
export type Ground =
  /** All of it is on one chain: blocks after `before` are in question, or all where there is none. */
  | { readonly kind: 'same'; readonly before: Block | undefined }
  /** What is indexed was replaced since, as far as a node says. */
  | { readonly kind: 'replaced' }

/**
 * The block before one with an event that is not stored, on a chain that still has all that is indexed. A block of another chain
 * would be taken for the ground of what is stored, and what was replaced below it would stay.
 *
 * @param parameters.block With the event.
 * @param parameters.scanFrom Before this block nothing is read.
 * @throws NodeContradictsItselfError where no node knows the block before it: nothing says that it is lost too
 */
export async function findGround(
  { nodes }: ChainNodes,
  { block, indexed, scanFrom }: { block: NamedBlock; indexed: NamedBlock; scanFrom: bigint },
): Promise<Ground> {
  const isFirst = block.number <= scanFrom
  let isUnknown = false
  for (const node of nodes) {
    if (!(await hasBlocks({ nodes: [node] }, [block, indexed]))) continue
    const [before] = isFirst ? [] : await readNodeBlocks(node, [block.number - 1n]).catch(() => [])
    // Asked again: what came between is of the same chain.
    if (!(await hasBlocks({ nodes: [node] }, [indexed]))) continue
    if (before || isFirst) return { kind: 'same', before }
    isUnknown = true
  }
  if (!isUnknown) return { kind: 'replaced' }
  const host = nodes.map((node) => node.host).join(', ')
  const what = `it gives events of block ${block.number}, and does not know the block before it`
  throw new NodeContradictsItselfError({ host, what })
}
