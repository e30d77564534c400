import { and, asc, eq } from 'drizzle-orm'
import type { Hash } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Block } from '@/lib/core/chain/snapshot'
import { readDetectionJson } from '@/lib/core/timelock/kind/detection-json'
import { readOperationJson } from '@/lib/core/timelock/kind/operation-json'
import type { OperationStanding } from '@/lib/core/timelock/kind/operation-standing'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import type { RawLog } from '@/lib/core/timelock/kind/timelock-adapter'
import type { TimelockDetection } from '@/lib/core/timelock/kind/timelock-detection'
import { type BriefOperation, briefRow, readBriefRow } from './listed-operation'
import { unpackLogs } from './packed-logs'
import { standingExpression, timeOf } from './standing-expression'
import type { Store } from './store'
import { timelockLogs, timelockOperations, timelocks } from './timelock-schema'

/** Another operation of the same timelock. */
export type RelatedOperation = {
  readonly id: Hash
  readonly standing: OperationStanding
  /** Seconds since the epoch. */
  readonly due: bigint
}

export type OperationPage = BriefOperation & {
  /** All that its events tell, each of its instances among it. */
  readonly operation: QueuedOperation
  readonly detection: TimelockDetection
  /** The block up to which all of this is known. */
  readonly indexed: Block | undefined
  /** Its events as the chain gave them, oldest first; the last thousand. */
  readonly logs: readonly RawLog[]
  /** The predecessor where it is an operation of this timelock that is known here. */
  readonly before: RelatedOperation | undefined
  /** Operations that wait for this one; at most a hundred. */
  readonly after: readonly RelatedOperation[]
}

const mostLogs = 1_000
const mostRelated = 100

/**
 * An operation of a followed timelock, with its instances, events and relatives.
 *
 * @param parameters.now Time of the standings, seconds since the epoch; see `listOperations`.
 * @returns undefined where it is not known; whether all blocks were looked at, `readTimelockPage` tells.
 */
export async function readOperation(
  { database }: Pick<Store, 'database'>,
  { chainId, address, id, now }: ChainAddress & { readonly id: Hash; readonly now?: bigint },
): Promise<OperationPage | undefined> {
  const table = timelockOperations
  const time = timeOf(now)
  const ofTimelock = and(eq(table.chainId, chainId), eq(table.timelock, address))
  const joined = and(eq(timelocks.chainId, table.chainId), eq(timelocks.address, table.timelock))
  const related = { id: table.id, standing: standingExpression(time), due: table.due }
  return await database.transaction(
    async (transaction) => {
      const [row] = await transaction
        .select({
          brief: briefRow(now),
          json: table.operation,
          predecessor: table.predecessor,
          detection: timelocks.detection,
          indexedBlock: timelocks.indexedBlock,
          indexedHash: timelocks.indexedHash,
          indexedTimestamp: timelocks.indexedTimestamp,
        })
        .from(table)
        .innerJoin(timelocks, joined)
        .where(and(ofTimelock, eq(table.id, id)))
      if (!row) return undefined
      const relatives = () => transaction.select(related).from(table).innerJoin(timelocks, joined)
      const [before] = row.predecessor
        ? await relatives().where(and(ofTimelock, eq(table.id, row.predecessor)))
        : []
      const after = await relatives()
        .where(and(ofTimelock, eq(table.predecessor, id)))
        .orderBy(asc(table.due), asc(table.id))
        .limit(mostRelated)
      const logs = await transaction
        .select()
        .from(timelockLogs)
        .where(
          and(
            eq(timelockLogs.chainId, chainId),
            eq(timelockLogs.timelock, address),
            eq(timelockLogs.operationId, id),
          ),
        )
        .orderBy(asc(timelockLogs.blockNumber), asc(timelockLogs.logIndex))
        .limit(mostLogs)
      const { indexedBlock, indexedHash, indexedTimestamp } = row
      return {
        ...readBriefRow(row.brief, BigInt),
        operation: readOperationJson(row.json),
        detection: readDetectionJson(row.detection),
        indexed:
          indexedBlock === null || indexedHash === null || indexedTimestamp === null
            ? undefined
            : { number: indexedBlock, hash: indexedHash, timestamp: indexedTimestamp },
        logs: logs.flatMap(unpackLogs).slice(0, mostLogs),
        before,
        after,
      }
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  )
}
