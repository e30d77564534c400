import {
  and,
  desc,
  eq,
  getTableColumns,
  gt,
  gte,
  inArray,
  isNull,
  lte,
  or,
  type SQL,
  sql,
} from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Hash } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { readOperationJson } from '@/lib/core/timelock/kind/operation-json'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import type { OperationWord } from '@/lib/core/watch/operation-word'
import { idsIn } from './ids-in'
import type { Store } from './store'
import { timelockOperations } from './timelock-schema'

/** An operation with what its events are told by. */
export type ToldOperation = {
  readonly operation: QueuedOperation
  readonly word: OperationWord
  /** Seconds since the epoch at which its predecessor was executed; undefined where it was not, or nobody knows. */
  readonly predecessorDone: bigint | undefined
  /** Its predecessor is known not to be executed. */
  readonly isPredecessorOpen: boolean
  /** The block at which the contract said last where it stands. */
  readonly toldBlock: bigint | undefined
}

type Context = Pick<Store, 'database'>

/** Of the past, that many are told when telling begins. */
const mostPast = 500
/** Ids that are asked for at once. */
const idsPerQuery = 2_000

export type ListChangedIdsParameters = {
  readonly timelock: ChainAddress
  /** Undefined the first time: then all that is open, and the latest of what is over. */
  readonly after: { readonly block: bigint; readonly timestamp: bigint } | undefined
  /** Seconds since the epoch, of the block up to which all is known. */
  readonly now: bigint
  /** Seconds. */
  readonly lead: bigint
  /** Operations of which something was told that may be gone by now: what has them as its predecessor is named, too. */
  readonly doubtful: readonly Hash[]
}

/** Operations of which there may be something to tell: what has changed since a block, and what time has done since. */
export async function listChangedIds(
  { database }: Context,
  { timelock, after, now, lead, doubtful }: ListChangedIdsParameters,
): Promise<Hash[]> {
  const table = timelockOperations
  const isOf = and(eq(table.chainId, timelock.chainId), eq(table.timelock, timelock.address))
  const ids = (where: SQL | undefined) =>
    database.select({ id: table.id }).from(table).where(and(isOf, where))
  if (!after) {
    const open = await ids(isNull(table.settled))
    const past = await ids(undefined).orderBy(desc(table.lastBlock)).limit(mostPast)
    return [...new Set([...open, ...past].map(({ id }) => id))]
  }
  const passed = (moment: SQL) =>
    sql`(${moment} > ${after.timestamp.toString()}::numeric and ${moment} <= ${now.toString()}::numeric)`
  const changed = gt(table.lastBlock, after.block)
  // At that block, too: it was told while the contract was still asked.
  const heard = gte(table.toldBlock, after.block)
  const rows = await ids(
    or(
      changed,
      heard,
      // Found by calls, a predecessor may be known long after its block.
      inArray(table.predecessor, ids(or(changed, heard))),
      doubtful.length === 0 ? undefined : idsIn(table.predecessor, doubtful),
      and(
        isNull(table.settled),
        lte(table.due, now + lead),
        or(
          passed(sql`${table.due} - ${lead.toString()}::numeric`),
          passed(sql`${table.due}`),
          passed(sql`${table.expires}`),
        ),
      ),
    ),
  )
  return rows.map(({ id }) => id)
}

/** Operations by their ids; those that are not known are left out. */
export async function listToldOperations(
  { database }: Context,
  { timelock, ids }: { readonly timelock: ChainAddress; readonly ids: readonly Hash[] },
): Promise<ToldOperation[]> {
  const table = timelockOperations
  const before = alias(timelockOperations, 'before')
  const found: ToldOperation[] = []
  for (let start = 0; start < ids.length; start += idsPerQuery) {
    const rows = await database
      .select({
        row: getTableColumns(table),
        doneAt: before.executedAt,
      })
      .from(table)
      .leftJoin(
        before,
        and(
          eq(before.chainId, table.chainId),
          eq(before.timelock, table.timelock),
          eq(before.id, table.predecessor),
        ),
      )
      .where(
        and(
          eq(table.chainId, timelock.chainId),
          eq(table.timelock, timelock.address),
          inArray(table.id, ids.slice(start, start + idsPerQuery)),
        ),
      )
    for (const { row, doneAt } of rows) found.push(toToldOperation(row, doneAt))
  }
  return found
}

function toToldOperation(
  row: typeof timelockOperations.$inferSelect,
  doneAt: bigint | null,
): ToldOperation {
  const { toldBlock, predecessorDone } = row
  return {
    operation: readOperationJson(row.operation),
    word: wordOf(row),
    // Done, and nobody knows since when: then it never was in the way.
    predecessorDone: doneAt ?? (predecessorDone ? 0n : undefined),
    isPredecessorOpen: predecessorDone === false,
    toldBlock: toldBlock ?? undefined,
  }
}

function wordOf(row: typeof timelockOperations.$inferSelect): OperationWord {
  return {
    due: row.due,
    expires: row.expires ?? undefined,
    settled: row.settled ?? undefined,
    refused: row.refused ?? false,
    waitsFor: row.waitsFor ?? undefined,
    freedAt: row.freedAt ?? undefined,
    told: row.told ?? undefined,
    toldSince: row.toldSince ?? undefined,
    isAsked: row.toldBlock !== null || row.toldProblem !== null,
  }
}
