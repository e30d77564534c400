import type { Block } from '@/lib/core/chain/snapshot'
import type { ChainNode } from './chain-nodes'

/**
 * The last block of the range that comes next, as each node had it when the range before was read. Whoever reads range after range
 * keeps them, so that a range need not wait for its end to be read before its events are asked for.
 */
export class RangeEnds {
  readonly #blocks = new Map<ChainNode, Block>()

  note(node: ChainNode, block: Block): void {
    this.#blocks.set(node, block)
  }

  /** What was noted, once; undefined where it is another block. */
  take(node: ChainNode, number: bigint): Block | undefined {
    const block = this.#blocks.get(node)
    this.#blocks.delete(node)
    return block?.number === number ? block : undefined
  }
}
