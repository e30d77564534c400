import { type FoldSubject, foldEach, groupById } from '@/lib/actions/timelock/fold-touched'
import { readFoundOperations } from '@/lib/adapters/store/found-operations'
import { readTimelockLogs, readTimelockLogsAfter } from '@/lib/adapters/store/read-timelock-logs'
import { rollBackTimelock } from '@/lib/adapters/store/roll-back-timelock'
import type { Store } from '@/lib/adapters/store/store'
import type { Block } from '@/lib/core/chain/snapshot'
import { beforeBlock } from '@/lib/core/timelock/kind/fold-invisible'

export type TakeBackToParameters = {
  readonly subject: FoldSubject
  /** The block up to which it is indexed. */
  readonly indexed: Block
  /** The last block whose events stay; undefined where none do. */
  readonly kept: Block | undefined
  readonly now: Date
}

/**
 * Forgets the events behind a block and what they told: indexing goes on there.
 *
 * @returns Whether it was done: not where somebody else has moved in the meantime.
 */
export async function takeBackTo(
  store: Store,
  { subject, indexed, kept, now }: TakeBackToParameters,
): Promise<boolean> {
  const { timelock } = subject
  const block = kept?.number ?? -1n
  return await rollBackTimelock(store, {
    timelock,
    after: indexed,
    to: kept,
    // By what stands there when nobody else writes any more: who had the lease before may have added something until then.
    remains: async (database) => {
      const lost = groupById(await readTimelockLogsAfter({ database }, { timelock, block }))
      const ids = [...lost.keys()]
      const rest = await readTimelockLogs({ database }, { timelock, of: ids, until: block })
      const found = await readFoundOperations({ database }, { timelock, after: block, ids })
      const operations = [
        ...(await foldEach(subject, groupById(rest))),
        ...found.flatMap((operation) => beforeBlock(operation, block) ?? []),
      ]
      const remaining = new Set(operations.map(({ id }) => id))
      const gone = [...ids, ...found.map(({ id }) => id)].filter((id) => !remaining.has(id))
      return { operations, gone }
    },
    now,
  })
}
