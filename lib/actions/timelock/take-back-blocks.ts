import { type FoldSubject, foldEach, groupById } from '@/lib/actions/timelock/fold-touched'
import type { ChainNode } from '@/lib/adapters/rpc/chain-nodes'
import { readNodeBlocks } from '@/lib/adapters/rpc/read-node-blocks'
import { readFoundOperations } from '@/lib/adapters/store/found-operations'
import { readScanRanges } from '@/lib/adapters/store/read-scan-ranges'
import { readTimelockLogs, readTimelockLogsAfter } from '@/lib/adapters/store/read-timelock-logs'
import { rollBackTimelock } from '@/lib/adapters/store/roll-back-timelock'
import type { Store } from '@/lib/adapters/store/store'
import type { Block } from '@/lib/core/chain/snapshot'
import { BaseError } from '@/lib/core/error/base-error'
import { beforeBlock } from '@/lib/core/timelock/kind/fold-invisible'

/** A node is behind what was read before. Nothing is taken back for that. */
export class NodeBehindError extends BaseError {
  override readonly name = 'NodeBehindError'
  constructor({ host, head, indexed }: { host: string; head: bigint; indexed: bigint }) {
    super('The node is behind what was read before.', {
      facts: [
        ['Node', host],
        ['Newest block', String(head)],
        ['Read before', String(indexed)],
      ],
      hint: 'It may still be catching up; nothing is forgotten in the meantime.',
      retry: true,
    })
  }
}

/**
 * Compares what is indexed with the chain, and forgets what the chain has replaced: the newest end of a range that is still
 * there is where indexing goes on.
 *
 * @returns The block up to which it is indexed now.
 * @throws NodeBehindError where the node does not contradict what is known, but knows less.
 */
export async function takeBackBlocks(
  { store, node, now }: { store: Store; node: ChainNode; now: Date },
  { subject, indexed, head }: { subject: FoldSubject; indexed: Block; head: Block },
): Promise<Block | undefined> {
  if (head.hash === indexed.hash) return indexed
  if (indexed.number < head.number) {
    const [there] = await readNodeBlocks(node, [indexed.number])
    if (there?.hash === indexed.hash) return indexed
  }
  const to = await findLastKept(store, node, { subject, head })
  const ofNode = { host: node.host, head: head.number, indexed: indexed.number }
  // Everything it knows is as we know it.
  if (indexed.number > head.number && to.contradicted === false) throw new NodeBehindError(ofNode)
  const { timelock } = subject
  const block = to.kept?.number ?? -1n
  const lost = groupById(await readTimelockLogsAfter(store, { timelock, block }))
  const ids = [...lost.keys()]
  const rest = await readTimelockLogs(store, { timelock, of: ids, until: block })
  const found = await readFoundOperations(store, { timelock, after: block, ids })
  const operations = [
    ...(await foldEach(subject, groupById(rest))),
    ...found.flatMap((operation) => beforeBlock(operation, block) ?? []),
  ]
  const remaining = new Set(operations.map(({ id }) => id))
  const gone = [...ids, ...found.map(({ id }) => id)].filter((id) => !remaining.has(id))
  const moving = { timelock, after: indexed, to: to.kept, operations, gone, now }
  if (await rollBackTimelock(store, moving)) return to.kept
  return indexed
}

async function findLastKept(
  store: Store,
  node: ChainNode,
  { subject: { timelock }, head }: { subject: FoldSubject; head: Block },
): Promise<{ kept: Block | undefined; contradicted: boolean }> {
  const subject = timelock.address
  const ranges = await readScanRanges(store, { chainId: timelock.chainId, subject })
  let contradicted = false
  for (const { toBlock, blockHash } of ranges.toReversed()) {
    if (blockHash === undefined || toBlock > head.number) continue
    const [there] = await readNodeBlocks(node, [toBlock])
    if (there && there.hash === blockHash) return { kept: there, contradicted }
    if (there) contradicted = true
  }
  const kept = await findLastKeptLog(store, node, { timelock, head })
  return { kept, contradicted: contradicted || kept === undefined }
}

/** Below the window in which ranges keep their ends, the blocks of events tell. What is gone is gone from there on. */
async function findLastKeptLog(
  store: Store,
  node: ChainNode,
  { timelock, head }: { timelock: FoldSubject['timelock']; head: Block },
): Promise<Block | undefined> {
  const logs = await readTimelockLogsAfter(store, { timelock, block: -1n })
  const blocks = new Map(logs.map(({ log }) => [log.position.blockNumber, log.position.blockHash]))
  const known = [...blocks].filter(([number]) => number <= head.number)
  let kept: Block | undefined
  let [low, high] = [0, known.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const [number, hash] = known[middle] ?? [0n, '0x']
    const [there] = await readNodeBlocks(node, [number])
    if (there && there.hash === hash) {
      kept = there
      low = middle + 1
    } else high = middle
  }
  return kept
}
