import type { Block } from '@/lib/core/chain/snapshot'
import type { ChainNodes } from './chain-nodes'
import { readNodeBlocks } from './read-node-blocks'

/** A block by its hash. */
export type NamedBlock = Pick<Block, 'number' | 'hash'>

/** Whether a node has all of these blocks, asked for together. One that does not answer has not said so. */
export async function hasBlocks(
  { nodes }: Pick<ChainNodes, 'nodes'>,
  blocks: readonly NamedBlock[],
): Promise<boolean> {
  const numbers = blocks.map(({ number }) => number)
  for (const node of nodes) {
    const there = await readNodeBlocks(node, numbers).catch(() => [])
    if (blocks.every(({ hash }, at) => there[at]?.hash === hash)) return true
  }
  return false
}
