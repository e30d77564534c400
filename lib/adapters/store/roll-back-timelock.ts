import { and, eq, gt, inArray, sql } from 'drizzle-orm'
import type { Hash } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Block } from '@/lib/core/chain/snapshot'
import { callSubjects } from '@/lib/core/timelock/kind/call-subjects'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import { idsIn } from './ids-in'
import { linkPredecessors } from './link-predecessors'
import { lockTimelock } from './lock-timelock'
import { moveTimelock } from './move-timelock'
import { rollBackDelays } from './roll-back-delays'
import { saveOperations } from './save-operations'
import type { Store, StoreDatabase } from './store'
import { scanRanges, timelockLogs, timelockOperations, timelockSettings } from './timelock-schema'
import { toldTimelocks } from './watch-schema'

export type Remains = {
  /** What remains of the operations that later events were about. */
  readonly operations: readonly QueuedOperation[]
  /** Operations of which nothing remains. */
  readonly gone: readonly Hash[]
}

export type RollBackTimelockParameters = {
  readonly timelock: ChainAddress
  readonly after: Block
  /** The last block that is still on the chain; undefined where none is known to be. */
  readonly to: Block | undefined
  /** Finds what remains, by what the transaction reads before anything is forgotten. */
  readonly remains: (transaction: StoreDatabase) => Promise<Remains>
  readonly now: Date
}

/**
 * Forgets what blocks brought that are no longer on the chain: all or nothing.
 *
 * @returns Whether it was done: not where somebody else has moved in the meantime.
 */
export async function rollBackTimelock(
  { database }: Pick<Store, 'database'>,
  { timelock, after, to, remains, now }: RollBackTimelockParameters,
): Promise<boolean> {
  const { chainId, address } = timelock
  const kept = to?.number ?? -1n
  return await database.transaction(async (transaction) => {
    await lockTimelock(transaction, timelock)
    const set = { modified: now, roles: null }
    if (!(await moveTimelock(transaction, { timelock, after, to, set }))) return false
    const { operations, gone } = await remains(transaction)
    await rollBackDelays(transaction, timelock, kept)
    await transaction
      .delete(timelockLogs)
      .where(
        and(
          eq(timelockLogs.chainId, chainId),
          eq(timelockLogs.timelock, address),
          gt(timelockLogs.blockNumber, kept),
        ),
      )
    await transaction
      .delete(timelockSettings)
      .where(
        and(
          eq(timelockSettings.chainId, chainId),
          eq(timelockSettings.timelock, address),
          gt(timelockSettings.blockNumber, kept),
        ),
      )
    const ofTimelock = and(
      eq(timelockOperations.chainId, chainId),
      eq(timelockOperations.timelock, address),
    )
    await transaction
      .delete(timelockOperations)
      .where(and(ofTimelock, idsIn(timelockOperations.id, gone)))
    await saveOperations(
      { database: transaction },
      { operations: operations.map((operation) => ({ operation })) },
    )
    // What was said at a block that is gone was said of another chain.
    const unheard = await transaction
      .update(timelockOperations)
      .set({
        due: timelockOperations.eta,
        refused: null,
        waitsFor: null,
        freedAt: null,
        settled: sql`case when ${timelockOperations.executedBlock} is not null then 'executed' when ${timelockOperations.cancelledBlock} is not null then 'cancelled' end`,
        told: null,
        toldSince: null,
        toldEta: null,
        toldBlock: null,
        toldProblem: null,
        mismatch: null,
        predecessorDone: null,
      })
      .where(and(ofTimelock, gt(timelockOperations.toldBlock, kept)))
      .returning({ id: timelockOperations.id, predecessor: timelockOperations.predecessor })
    const heardOfBefore = unheard.map(({ id, predecessor }) => ({
      id,
      predecessor: predecessor ?? undefined,
    }))
    // The contract may have said of one that is gone whether it is done: it is asked once more.
    await transaction
      .update(timelockOperations)
      .set({ predecessorDone: null, toldBlock: null })
      .where(and(ofTimelock, idsIn(timelockOperations.predecessor, gone)))
    await linkPredecessors(transaction, timelock, [...operations, ...heardOfBefore])
    await untell(transaction, timelock, to)
    const subjects = [address, ...Object.values(callSubjects(address))]
    const ofSubject = and(eq(scanRanges.chainId, chainId), inArray(scanRanges.subject, subjects))
    await transaction.delete(scanRanges).where(and(ofSubject, gt(scanRanges.fromBlock, kept)))
    await transaction
      .update(scanRanges)
      .set({ toBlock: kept, blockHash: to?.hash ?? null })
      .where(and(ofSubject, gt(scanRanges.toBlock, kept)))
    return true
  })
}

/**
 * What was told of blocks that are gone is looked at once more, however deep they were. Who tells just now, of what is still
 * there for them, is waited for: they would tell up to a block that is gone, and what comes in its place would be left out.
 */
async function untell(
  database: StoreDatabase,
  { chainId, address }: ChainAddress,
  to: Block | undefined,
): Promise<void> {
  const isIt = and(eq(toldTimelocks.chainId, chainId), eq(toldTimelocks.timelock, address))
  const isBeyond = gt(toldTimelocks.block, to?.number ?? -1n)
  await database.insert(toldTimelocks).values({ chainId, timelock: address }).onConflictDoNothing()
  await database.select().from(toldTimelocks).where(isIt).for('update')
  await database
    .update(toldTimelocks)
    .set({ block: to?.number ?? null, timestamp: to?.timestamp ?? null })
    .where(and(isIt, isBeyond))
}
