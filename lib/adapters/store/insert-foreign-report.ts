import type { Hash } from 'viem'
import { reports } from './schema'
import type { Store } from './store'

export type InsertForeignReportParameters = {
  readonly hash: Hash
  readonly json: string
  readonly blockNumber: bigint
  readonly now: Date
}

/** Of what subject it is says nobody: then no review, simulation or replay is ever looked up and found to be this one. */
const subjectOf = (hash: Hash) => `foreign ${hash}`

/** Whether a stored report was made elsewhere. */
export function isForeignReport({ hash, subject }: { hash: Hash; subject: string }): boolean {
  return subject === subjectOf(hash)
}

/** Keeps a report that was made elsewhere. One of the same hash stays what it is. @returns Whether it is new. */
export async function insertForeignReport(
  { database }: Pick<Store, 'database'>,
  { hash, json, blockNumber, now }: InsertForeignReportParameters,
): Promise<boolean> {
  const inserted = await database
    .insert(reports)
    .values({
      ...{ hash, json, blockNumber, subject: subjectOf(hash), contentHash: hash },
      ...{ confirmedBlock: blockNumber, storedAt: now },
    })
    .onConflictDoNothing()
    .returning({ hash: reports.hash })
  return inserted.length > 0
}
