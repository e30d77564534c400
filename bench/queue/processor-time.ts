import { readFileSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import type { Store } from '@/lib/adapters/store/store'

/** Linux counts processor time in hundredths of a second. */
const tick = 10

/** Milliseconds of processors so far. */
export type ProcessorTime = {
  readonly server: number
  /** Undefined where the database is in the process of the server, or the system does not tell. */
  readonly database: number | undefined
}

/** What this process, which is the server, and its database have done. */
export async function readProcessorTime(store: Store): Promise<ProcessorTime> {
  const { user, system } = process.cpuUsage()
  return { server: (user + system) / 1_000, database: await readDatabaseTime(store) }
}

async function readDatabaseTime({ kind, database }: Store): Promise<number | undefined> {
  if (kind === 'pglite') return undefined
  const found = await database.execute(sql`select pid from pg_stat_activity`)
  const { rows } = found as unknown as { rows: { pid: number }[] }
  try {
    return rows.reduce((sum, { pid }) => sum + timeOf(pid), 0)
  } catch {
    return undefined
  }
}

function timeOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * tick
}
