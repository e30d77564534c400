import { findKeptBlock } from '@/lib/actions/timelock/find-kept-block'
import { type FoldSubject, foldEach, groupById } from '@/lib/actions/timelock/fold-touched'
import type { ChainNode } from '@/lib/adapters/rpc/chain-nodes'
import { readFoundOperations } from '@/lib/adapters/store/found-operations'
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
  const { timelock } = subject
  const verdict = await findKeptBlock({ store, node }, { timelock, indexed, head })
  if (verdict.kind === 'there') return indexed
  if (verdict.kind === 'behind') {
    throw new NodeBehindError({ host: node.host, head: head.number, indexed: indexed.number })
  }
  const { kept } = verdict
  const block = kept?.number ?? -1n
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
  const moving = { timelock, after: indexed, to: kept, operations, gone, now }
  if (await rollBackTimelock(store, moving)) return kept
  return indexed
}
