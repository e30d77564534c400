import { and, eq, gt, inArray, or, type SQL, sql } from 'drizzle-orm'
import type { Address, Hash } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Block } from '@/lib/core/chain/snapshot'
import { callSubjects } from '@/lib/core/timelock/kind/call-subjects'
import { readOperationJson } from '@/lib/core/timelock/kind/operation-json'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import type { OperationToSave } from './operation-row'
import { readScanRanges } from './read-scan-ranges'
import { saveScanRange } from './save-scan-range'
import { saveTold } from './save-told'
import type { ScanRange } from './scan-range'
import type { Store } from './store'
import { timelockLogs, timelockOperations, timelocks } from './timelock-schema'

/** The operations that are stored under some ids. */
export async function readStoredOperations(
  { database }: Pick<Store, 'database'>,
  { timelock, ids }: { readonly timelock: ChainAddress; readonly ids: readonly Hash[] },
): Promise<QueuedOperation[]> {
  if (ids.length === 0) return []
  return await select(database, timelock, inArray(timelockOperations.id, [...ids]))
}

/** The operations found by calls of which something happened after a block, or whose id is one of these. */
export async function readFoundOperations(
  { database }: Pick<Store, 'database'>,
  {
    timelock,
    after,
    ids,
  }: { readonly timelock: ChainAddress; readonly after: bigint; readonly ids: readonly Hash[] },
): Promise<QueuedOperation[]> {
  const { lastBlock, id } = timelockOperations
  const named = ids.length > 0 ? inArray(id, [...ids]) : undefined
  const found = await select(database, timelock, or(gt(lastBlock, after), named))
  return found.filter(({ origin }) => origin === 'calls')
}

async function select(
  database: Store['database'],
  { chainId, address }: ChainAddress,
  which: SQL | undefined,
): Promise<QueuedOperation[]> {
  const { operation } = timelockOperations
  const rows = await database
    .select({ operation })
    .from(timelockOperations)
    .where(
      and(eq(timelockOperations.chainId, chainId), eq(timelockOperations.timelock, address), which),
    )
  return rows.map((row) => readOperationJson(row.operation))
}

/** Blocks of a range in which a timelock emitted an event, in order. */
export async function listEventBlocks(
  { database }: Pick<Store, 'database'>,
  {
    timelock: { chainId, address },
    fromBlock,
    toBlock,
    limit,
  }: {
    readonly timelock: ChainAddress
    readonly fromBlock: bigint
    readonly toBlock: bigint
    readonly limit: number
  },
): Promise<bigint[]> {
  const { blockNumber } = timelockLogs
  const rows = await database
    .selectDistinct({ blockNumber })
    .from(timelockLogs)
    .where(
      and(
        eq(timelockLogs.chainId, chainId),
        eq(timelockLogs.timelock, address),
        sql`${blockNumber} between ${fromBlock} and ${toBlock}`,
      ),
    )
    .orderBy(blockNumber)
    .limit(limit)
  return rows.map((row) => row.blockNumber)
}

/** Which blocks were searched for calls to a timelock. */
export async function readCallRanges(
  store: Pick<Store, 'database'>,
  { chainId, address }: ChainAddress,
): Promise<{ readonly full: readonly ScanRange[]; readonly inputs: readonly ScanRange[] }> {
  const { full, inputs } = callSubjects(address as Address)
  return {
    full: await readScanRanges(store, { chainId, subject: full }),
    inputs: await readScanRanges(store, { chainId, subject: inputs }),
  }
}

export type SaveFoundParameters = {
  readonly timelock: ChainAddress
  /** The block up to which it is indexed. */
  readonly indexed: Block
  readonly operations: readonly OperationToSave[]
  /** The blocks that were searched, and whether only inputs were looked at. */
  readonly fromBlock: bigint
  readonly end: Block
  readonly by: 'full' | 'inputs'
  readonly hosts: readonly string[]
  readonly finalizedBlock: bigint
  readonly now: Date
}

/**
 * Keeps what a search of calls found, and how far it has come: all or nothing.
 *
 * @returns Whether it was kept: not where the timelock has moved on, or back, in the meantime.
 */
export async function saveFound(
  { database }: Pick<Store, 'database'>,
  { timelock, indexed, operations, by, ...range }: SaveFoundParameters,
): Promise<boolean> {
  const { chainId, address } = timelock
  return await database.transaction(async (transaction) => {
    const { now } = range
    const isKept =
      operations.length === 0
        ? await isIndexedTo(transaction, timelock, indexed)
        : await saveTold({ database: transaction }, { timelock, indexed, operations, now })
    if (!isKept) return false
    const subject = callSubjects(address)[by]
    await saveScanRange({ database: transaction }, { chainId, subject, ...range })
    return true
  })
}

async function isIndexedTo(
  database: Store['database'],
  { chainId, address }: ChainAddress,
  { hash }: Block,
): Promise<boolean> {
  const rows = await database
    .select({ address: timelocks.address })
    .from(timelocks)
    .where(
      and(
        eq(timelocks.chainId, chainId),
        eq(timelocks.address, address),
        eq(timelocks.indexedHash, hash),
      ),
    )
    .for('update')
  return rows.length > 0
}
