import type { ChainNode } from '@/lib/adapters/rpc/chain-nodes'
import { readNodeBlocks } from '@/lib/adapters/rpc/read-node-blocks'
import { readScanRanges } from '@/lib/adapters/store/read-scan-ranges'
import { readTimelockLogsAfter } from '@/lib/adapters/store/read-timelock-logs'
import type { Store } from '@/lib/adapters/store/store'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Block } from '@/lib/core/chain/snapshot'

/** How what a node knows stands to what is indexed. */
export type KeptBlock =
  /** All of it is on its chain. */
  | { readonly kind: 'there' }
  /** It has other blocks in the place of some; `kept` is the last that it knows as we do, where there is one. */
  | { readonly kind: 'gone'; readonly kept: Block | undefined }
  /** It contradicts nothing, or cannot say from where on: it knows less. */
  | { readonly kind: 'behind' }

/**
 * Compares what is indexed with the chain of one node. Only another block in its place says that a block is gone: where there
 * is nothing to compare, nothing is said.
 *
 * @param parameters.head Blocks above it are not asked for.
 * @throws NodeRefusedError, NodeSilentError, NodeContradictsItselfError
 */
export async function findKeptBlock(
  { store, node }: { readonly store: Store; readonly node: ChainNode },
  {
    timelock,
    indexed,
    head,
  }: { readonly timelock: ChainAddress; readonly indexed: Block; readonly head: Block },
): Promise<KeptBlock> {
  const readBlock = async (number: bigint) => (await readNodeBlocks(node, [number]))[0]
  const newest = indexed.number > head.number ? undefined : await readBlock(indexed.number)
  if (newest?.hash === indexed.hash) return { kind: 'there' }
  let isGone = newest !== undefined
  const { chainId, address } = timelock
  const bound = newest ? indexed.number - 1n : head.number
  const ranges = await readScanRanges(store, { chainId, subject: address })
  const ends = ranges.filter(({ toBlock, blockHash }) => blockHash && toBlock <= bound)
  for (const { toBlock, blockHash } of ends.toReversed()) {
    const there = await readBlock(toBlock)
    if (there?.hash === blockHash) return isGone ? { kind: 'gone', kept: there } : behind
    if (there) isGone = true
  }
  const events = await findAmongEvents(store, readBlock, { timelock, head })
  if (!events) return behind
  return isGone || events.isGone ? { kind: 'gone', kept: events.kept } : behind
}

const behind = { kind: 'behind' } as const

/**
 * Below the window in which ranges keep their ends, the blocks of events tell. What is gone is gone from there on.
 *
 * @returns Undefined where the node does not know a block that would tell.
 */
async function findAmongEvents(
  store: Store,
  readBlock: (number: bigint) => Promise<Block | undefined>,
  { timelock, head }: { readonly timelock: ChainAddress; readonly head: Block },
): Promise<{ readonly kept: Block | undefined; readonly isGone: boolean } | undefined> {
  const logs = await readTimelockLogsAfter(store, { timelock, block: -1n })
  const blocks = new Map(logs.map(({ log }) => [log.position.blockNumber, log.position.blockHash]))
  const known = [...blocks].filter(([number]) => number <= head.number)
  let kept: Block | undefined
  let [low, high] = [0, known.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const [number, hash] = known[middle] ?? [0n, '0x']
    const there = await readBlock(number)
    if (!there) return undefined
    if (there.hash === hash) {
      kept = there
      low = middle + 1
    } else high = middle
  }
  return { kept, isGone: low < known.length }
}
