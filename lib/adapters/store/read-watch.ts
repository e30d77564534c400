import { asc } from 'drizzle-orm'
import { alarms, watches } from './schema'
import type { Store } from './store'
import type { StoredWatch } from './stored-watch'
import { toAlarm } from './to-alarm'
import { isAlarmOf, isWatch, type WatchKey } from './watch-key'

/** What is kept of the looks at a patch; undefined where nobody has looked. */
export async function readWatch(
  { database }: Pick<Store, 'database'>,
  key: WatchKey,
): Promise<StoredWatch | undefined> {
  const [[row], raised] = await Promise.all([
    database.select().from(watches).where(isWatch(key)),
    database
      .select()
      .from(alarms)
      .where(isAlarmOf(key))
      .orderBy(asc(alarms.firstBlock), asc(alarms.kind), asc(alarms.what)),
  ])
  if (!row) return undefined
  const { first, last, lookedBlock, lookedTimestamp, unseen, problem, problemSince } = row
  return {
    first: first ?? undefined,
    last: last ?? undefined,
    looked:
      lookedBlock === null || lookedTimestamp === null
        ? undefined
        : { number: lookedBlock, timestamp: lookedTimestamp },
    unseen,
    problem: problem && problemSince ? { reason: problem, since: problemSince } : undefined,
    alarms: raised.map(toAlarm),
  }
}
