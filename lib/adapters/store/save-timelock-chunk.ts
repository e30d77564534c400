import { and, eq, gt, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import type { Hash } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Block } from '@/lib/core/chain/snapshot'
import { callSubjects } from '@/lib/core/timelock/kind/call-subjects'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import { writeSetting } from '@/lib/core/timelock/kind/setting-json'
import type { TimelockSetting } from '@/lib/core/timelock/kind/timelock-setting'
import { insertRows, replacing } from './insert-rows'
import { type OperationLog, packLogs } from './packed-logs'
import { saveOperations } from './save-operations'
import { saveScanRange } from './save-scan-range'
import type { Store, StoreDatabase } from './store'
import {
  scanRanges,
  timelockLogs,
  timelockOperations,
  timelockSettings,
  timelocks,
} from './timelock-schema'

export type SaveTimelockChunkParameters = {
  readonly timelock: ChainAddress
  /** The block up to which it was indexed when this was made; undefined before the first. */
  readonly after: Block | undefined
  /** The blocks whose events these are, `fromBlock` to `end`. */
  readonly fromBlock: bigint
  readonly end: Block
  readonly hosts: readonly string[]
  readonly logs: readonly OperationLog[]
  /** The operations these events are about, folded from all of their events. */
  readonly operations: readonly QueuedOperation[]
  readonly settings: readonly TimelockSetting[]
  readonly headBlock: bigint
  readonly finalizedBlock: bigint
  readonly now: Date
}

/**
 * Stores what a range of blocks brought, and moves on to its end: all or nothing.
 *
 * @returns Whether it was stored: not where somebody else has moved on, or back, in the meantime.
 */
export async function saveTimelockChunk(
  { database }: Pick<Store, 'database'>,
  parameters: SaveTimelockChunkParameters,
): Promise<boolean> {
  const { timelock, after, end, logs, operations, settings } = parameters
  return await database.transaction(async (transaction) => {
    const { headBlock, finalizedBlock, now } = parameters
    const isNext = await moveTo(transaction, {
      timelock,
      after,
      to: end,
      set: {
        headBlock,
        finalizedBlock,
        problem: null,
        problemSince: null,
        // What pages show changes with every block; what feeds watch only with events.
        ...(logs.length > 0 || after === undefined ? { modified: now } : {}),
      },
    })
    if (!isNext) return false
    await saveLogs(transaction, timelock, logs)
    await saveOperations({ database: transaction }, { operations: operations.map(touched) })
    await linkPredecessors(transaction, timelock, operations)
    await saveSettings(transaction, timelock, settings)
    const { fromBlock, hosts } = parameters
    const { chainId, address: subject } = timelock
    const range = { chainId, subject, fromBlock, end, hosts, finalizedBlock, now }
    await saveScanRange({ database: transaction }, range)
    return true
  })
}

const touched = (operation: QueuedOperation) => ({ operation })

type Moving = {
  readonly timelock: ChainAddress
  readonly after: Block | undefined
  readonly to: Block | undefined
  readonly set: Partial<typeof timelocks.$inferInsert>
}

/** From the block after which it was indexed to another, where it still is there. Who comes second finds that it is not. */
async function moveTo(
  database: StoreDatabase,
  { timelock: { chainId, address }, after, to, set }: Moving,
): Promise<boolean> {
  const { indexedHash } = timelocks
  const moved = await database
    .update(timelocks)
    .set({
      ...set,
      indexedBlock: to?.number ?? null,
      indexedHash: to?.hash ?? null,
      indexedTimestamp: to?.timestamp ?? null,
    })
    .where(
      and(
        eq(timelocks.chainId, chainId),
        eq(timelocks.address, address),
        after ? eq(indexedHash, after.hash) : isNull(indexedHash),
      ),
    )
    .returning({ address: timelocks.address })
  return moved.length > 0
}

async function saveLogs(
  database: StoreDatabase,
  { chainId, address }: ChainAddress,
  logs: readonly OperationLog[],
): Promise<void> {
  await insertRows(database, {
    table: timelockLogs,
    rows: packLogs(logs).map((row) => ({ chainId, timelock: address, ...row })),
    onConflict: sql.raw('do nothing'),
  })
}

/** Tells operations whose predecessor is known here whether it is done. */
export async function linkPredecessors(
  database: StoreDatabase,
  { chainId, address }: ChainAddress,
  operations: readonly Pick<QueuedOperation, 'id' | 'predecessor'>[],
): Promise<void> {
  if (operations.length === 0) return
  const ids = operations.map(({ id }) => id)
  const dependent = operations.filter(({ predecessor }) => predecessor).map(({ id }) => id)
  // Two statements, each served by its index.
  await link(database, { chainId, address }, idsIn(timelockOperations.predecessor, ids))
  if (dependent.length > 0) {
    await link(database, { chainId, address }, idsIn(timelockOperations.id, dependent))
  }
}

function idsIn(
  column: SQL | typeof timelockOperations.id | typeof timelockOperations.predecessor,
  ids: readonly Hash[],
): SQL {
  return sql`${column} in (select json_array_elements_text(${JSON.stringify(ids)}::json))`
}

async function link(
  database: StoreDatabase,
  { chainId, address }: ChainAddress,
  which: SQL,
): Promise<void> {
  const { predecessor, predecessorDone } = timelockOperations
  await database
    .update(timelockOperations)
    .set({
      predecessorDone: sql`coalesce((select p.settled is not distinct from 'executed' from timelock_operations p where p.chain_id = ${chainId} and p.timelock = ${address} and p.id = ${predecessor}), ${predecessorDone})`,
    })
    .where(
      and(
        eq(timelockOperations.chainId, chainId),
        eq(timelockOperations.timelock, address),
        sql`${predecessor} is not null`,
        which,
      ),
    )
}

const settingKey = ['chainId', 'timelock', 'blockNumber', 'logIndex', 'place'] as const

/** Which of those that the same event tells. They stand side by side. */
function placeOf(settings: readonly TimelockSetting[], at: number): number {
  const isSame = (a: TimelockSetting | undefined, b: TimelockSetting | undefined) =>
    a?.position.blockNumber === b?.position.blockNumber &&
    a?.position.logIndex === b?.position.logIndex
  let place = 0
  while (at - place > 0 && isSame(settings[at - place - 1], settings[at])) place += 1
  return place
}

async function saveSettings(
  database: StoreDatabase,
  { chainId, address }: ChainAddress,
  settings: readonly TimelockSetting[],
): Promise<void> {
  await insertRows(database, {
    table: timelockSettings,
    rows: settings.map((setting, at) => ({
      place: placeOf(settings, at),
      chainId,
      timelock: address,
      blockNumber: setting.position.blockNumber,
      logIndex: setting.position.logIndex,
      what: setting.what,
      json: writeSetting(setting),
    })),
    onConflict: replacing(timelockSettings, settingKey),
  })
}

export type RollBackTimelockParameters = {
  readonly timelock: ChainAddress
  readonly after: Block
  /** The last block that is still on the chain; undefined where none is known to be. */
  readonly to: Block | undefined
  /** What remains of the operations that later events were about. */
  readonly operations: readonly QueuedOperation[]
  /** Operations of which nothing remains. */
  readonly gone: readonly Hash[]
  readonly now: Date
}

/**
 * Forgets what blocks brought that are no longer on the chain: all or nothing.
 *
 * @returns Whether it was done: not where somebody else has moved in the meantime.
 */
export async function rollBackTimelock(
  { database }: Pick<Store, 'database'>,
  { timelock, after, to, operations, gone, now }: RollBackTimelockParameters,
): Promise<boolean> {
  const { chainId, address } = timelock
  const kept = to?.number ?? -1n
  return await database.transaction(async (transaction) => {
    const set = { modified: now, roles: null }
    if (!(await moveTo(transaction, { timelock, after, to, set }))) return false
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
    await saveOperations({ database: transaction }, { operations: operations.map(touched) })
    // What was said at a block that is gone was said of another chain.
    await transaction
      .update(timelockOperations)
      .set({
        due: timelockOperations.eta,
        settled: sql`case when ${timelockOperations.executedBlock} is not null then 'executed' when ${timelockOperations.cancelledBlock} is not null then 'cancelled' end`,
        told: null,
        toldEta: null,
        toldBlock: null,
        toldProblem: null,
        mismatch: null,
      })
      .where(and(ofTimelock, gt(timelockOperations.toldBlock, kept)))
    await transaction
      .update(timelockOperations)
      .set({ predecessorDone: null })
      .where(and(ofTimelock, idsIn(timelockOperations.predecessor, gone)))
    await linkPredecessors(transaction, timelock, operations)
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
