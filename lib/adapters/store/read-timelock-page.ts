import { and, asc, desc, eq } from 'drizzle-orm'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { overlookedAfter } from '@/lib/core/timelock/kind/queue-group'
import { readSettingJson } from '@/lib/core/timelock/kind/setting-json'
import { timelockAdapters } from '@/lib/core/timelock/kind/timelock-adapters'
import type { TimelockSetting } from '@/lib/core/timelock/kind/timelock-setting'
import { type FollowedTimelock, toFollowedTimelock } from './followed-timelock'
import { readCallRanges } from './found-operations'
import { countOperations, type StandingCounts } from './list-operations'
import { type ScanRange, toScanRange } from './scan-range'
import type { Store } from './store'
import { scanRanges, timelockSettings, timelocks } from './timelock-schema'
import { type BlockRange, unscannedOf } from './unscanned-of'

export type TimelockPage = FollowedTimelock & {
  /** At `now`, or at the time of the block up to which it is known. */
  readonly counts: StandingCounts
  /** Of the ready ones those that were so for a week and more. */
  readonly overlooked: number
  /** Roles, delays and admins as they changed, newest first; the last thousand. */
  readonly settings: readonly TimelockSetting[]
  /** Which blocks were scanned, by whom, in order; and those that could not be, with the reason. */
  readonly scanned: readonly ScanRange[]
  /** Blocks up to the newest one heard of whose events are not known: nothing can be said of them. */
  readonly unscanned: readonly BlockRange[]
  /** How far operations were looked for of which no event tells; undefined where the kind has none. */
  readonly calls: CallCoverage | undefined
}

/** Blocks that were searched for calls to a timelock. */
export type CallCoverage = {
  /** Only the inputs of transactions were looked at: what a contract called by itself is not seen. */
  readonly byInputs: readonly BlockRange[]
  /** Final blocks of which nothing can be said. */
  readonly unsearched: readonly BlockRange[]
}

/** More than anybody reads. */
const mostSettings = 1_000

/**
 * All that is known of a followed timelock but its operations.
 *
 * @param parameters.now Time of the standings, seconds since the epoch; see `listOperations`.
 * @returns undefined where it is not followed.
 */
export async function readTimelockPage(
  { database }: Pick<Store, 'database'>,
  { chainId, address, now }: ChainAddress & { readonly now?: bigint | undefined },
): Promise<TimelockPage | undefined> {
  // One snapshot, so that the counts and the coverage belong to the block that is shown.
  return await database.transaction(
    async (transaction) => {
      const [row] = await transaction
        .select()
        .from(timelocks)
        .where(and(eq(timelocks.chainId, chainId), eq(timelocks.address, address)))
      if (!row) return undefined
      const settings = await transaction
        .select({ json: timelockSettings.json })
        .from(timelockSettings)
        .where(and(eq(timelockSettings.chainId, chainId), eq(timelockSettings.timelock, address)))
        .orderBy(
          desc(timelockSettings.blockNumber),
          desc(timelockSettings.logIndex),
          desc(timelockSettings.place),
        )
        .limit(mostSettings)
      const ranges = await transaction
        .select()
        .from(scanRanges)
        .where(and(eq(scanRanges.chainId, chainId), eq(scanRanges.subject, row.address)))
        .orderBy(asc(scanRanges.fromBlock))
      const calls = timelockAdapters[row.kind].readCall
        ? await readCallRanges({ database: transaction }, { chainId, address: row.address })
        : undefined
      const filter = { chainId, timelock: address }
      const overdue = { seconds: overlookedAfter, is: true }
      const overlooked = await countOperations(
        { database: transaction },
        { filter: { ...filter, overdue }, now, isOpen: true },
      )
      const scanned = ranges.map(toScanRange)
      const timelock = toFollowedTimelock(row)
      return {
        ...timelock,
        counts: await countOperations({ database: transaction }, { filter, now }),
        overlooked: overlooked.ready,
        settings: settings.map(({ json }) => readSettingJson(json)),
        scanned,
        calls: calls && callCoverage(timelock, calls),
        unscanned: unscannedOf({
          from: timelock.scanFrom,
          to: timelock.headBlock,
          scanned: scanned.filter(({ problem }) => problem === undefined),
        }),
      }
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  )
}

function callCoverage(
  { scanFrom, finalizedBlock }: FollowedTimelock,
  { full, inputs }: Awaited<ReturnType<typeof readCallRanges>>,
): CallCoverage {
  const bounds = ({ fromBlock, toBlock }: ScanRange) => ({ fromBlock, toBlock })
  const scanned = [...full, ...inputs].toSorted((a, b) => Number(a.fromBlock - b.fromBlock))
  return {
    byInputs: inputs.map(bounds),
    unsearched: unscannedOf({ from: scanFrom, to: finalizedBlock ?? scanFrom, scanned }),
  }
}
