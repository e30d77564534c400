import {
  and,
  arrayContains,
  arrayOverlaps,
  asc,
  desc,
  eq,
  inArray,
  isNotNull,
  isNull,
  ne,
  or,
  type SQL,
  sql,
} from 'drizzle-orm'
import type { Address, Hex } from 'viem'
import { readOperationJson } from '@/lib/core/timelock/kind/operation-json'
import type { OperationRisk } from '@/lib/core/timelock/kind/operation-risk'
import type { OperationStanding } from '@/lib/core/timelock/kind/operation-standing'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import type { SettledStanding } from '@/lib/core/timelock/kind/standing-of'
import {
  type BriefOperation,
  briefRow,
  type ListedOperation,
  readBriefRow,
} from './listed-operation'
import {
  BadCursorError,
  type OperationCursor,
  readOperationCursor,
  writeOperationCursor,
} from './operation-cursor'
import { hasEnds, hasWord, isFoundBy, mayBeFoundBy, surely } from './search-condition'
import { boundsOf, hasStanding, standingExpression, timeOf } from './standing-expression'
import type { Store } from './store'
import { timelockOperations, timelocks } from './timelock-schema'
import { written } from './written'

/** Which operations. What is left out does not matter; members given together have to hold together. */
export type OperationFilter = {
  readonly chainId?: number | undefined
  /** Without `chainId`: on any chain. */
  readonly timelock?: Address | undefined
  /** In any of these standings. */
  readonly standing?: readonly OperationStanding[] | undefined
  /** Called by one of its calls. */
  readonly target?: Address | undefined
  /** With the four bytes of any of these the data of one of its calls begins. */
  readonly selectors?: readonly Hex[] | undefined
  readonly proposer?: Address | undefined
  /** A proxy or beacon that one of its calls orders to be upgraded, be it through a ProxyAdmin. */
  readonly upgraded?: Address | undefined
  /** `mismatch`: the contract contradicts its events. */
  readonly risk?: OperationRisk | 'mismatch' | undefined
  /** Of timelocks that are configured, or only of others. */
  readonly configured?: boolean | undefined
  /** Of those that are ready: whether at least so many seconds have passed since they could be executed. */
  readonly overdue?: { readonly seconds: bigint; readonly is: boolean } | undefined
  /** With which its id, predecessor, proposer or one of its targets, selectors or upgraded proxies begins or ends, or a function that it calls: see `readSearchText`. */
  readonly text?: string | undefined
}

/** `eta`: soonest first. `scheduled`: newest first. */
export type OperationOrder = 'eta' | 'scheduled'

export type ListOperationsParameters = {
  readonly filter?: OperationFilter | undefined
  /** Default: `eta`. */
  readonly order?: OperationOrder | undefined
  /** The other way round. */
  readonly reversed?: boolean | undefined
  /** `next` of the page before, of the same filter and order. */
  readonly cursor?: string | undefined
  readonly limit: number
  /**
   * Time of the standings, seconds since the epoch. Left out: of each timelock the time of the block up to which it is known,
   * which is the one to show.
   */
  readonly now?: bigint | undefined
}

export type ListOperationsReturnType = {
  readonly operations: readonly ListedOperation[]
  /** Undefined on the last page. */
  readonly next: string | undefined
}

/** Characters of JSON beyond which a list leaves the whole operation out. */
const largestListed = 8_000

const listedJson = sql<
  string | null
>`case when length(${timelockOperations.operation}) <= ${largestListed} then ${timelockOperations.operation} end`

/**
 * One page of the operations of followed timelocks. A page begins after the last row of the one before, whatever was
 * scheduled in between: none is shown twice, and none is left out that was there all the time.
 *
 * @throws BadCursorError
 */
export async function listOperations(
  { database }: Pick<Store, 'database'>,
  parameters: ListOperationsParameters,
): Promise<ListOperationsReturnType> {
  const { rows, next } = await readPage(database, parameters, listedJson)
  return {
    operations: rows.map(({ row, json }) => ({
      ...readBriefRow(row, BigInt),
      operation: json === null ? undefined : readIfReadable(json),
    })),
    next,
  }
}

/** One row that an earlier version wrote and none can read is no reason to show none of the others. */
function readIfReadable(json: string): QueuedOperation | undefined {
  try {
    return readOperationJson(json)
  } catch {
    return undefined
  }
}

/**
 * The same without what the events of each operation tell, which is most of it.
 *
 * @param readInteger Reads the decimal digits of an integer of any size; what only passes them on leaves them as they are.
 * @throws BadCursorError
 */
export async function listBriefOperations<Integer>(
  { database }: Pick<Store, 'database'>,
  parameters: ListOperationsParameters,
  readInteger: (digits: string) => Integer,
): Promise<{
  readonly operations: readonly BriefOperation<Integer>[]
  readonly next: string | undefined
}> {
  const { rows, next } = await readPage(database, parameters, sql<null>`null`)
  return { operations: rows.map(({ row }) => readBriefRow(row, readInteger)), next }
}

async function readPage(
  database: Store['database'],
  { filter = {}, order = 'eta', reversed = false, cursor, limit, now }: ListOperationsParameters,
  json: SQL<string | null>,
) {
  const key = order === 'eta' ? timelockOperations.due : timelockOperations.scheduledAt
  const isAscending = (order === 'eta') !== reversed
  const direction = isAscending ? asc : desc
  const isOfOne = filter.chainId !== undefined && filter.timelock !== undefined
  const after = cursor === undefined ? undefined : readOperationCursor(cursor)
  // No block has such a time, and the column cannot be compared with it.
  if (after && order === 'scheduled' && after.at > mostSeconds) throw new BadCursorError()
  const { chainId, timelock, id } = timelockOperations
  const select = database
    .select({ row: briefRow(now), json })
    .from(await sourceOf(database, filter))
    .$dynamic()
  const joined = isOfOne
    ? select.innerJoin(timelocks, isOfTimelock)
    : select.innerJoin(eachTimelock, sql`true`)
  const found = await joined
    .where(and(filterOf(filter, now), after && isAfter({ after, key, isAscending, isOfOne })))
    .orderBy(
      direction(key),
      ...(isOfOne ? [] : [direction(chainId), direction(timelock)]),
      direction(id),
    )
    .limit(limit + 1)
  const rows = found.slice(0, limit)
  const last = found.length > limit ? rows.at(-1) : undefined
  return { rows, next: last && cursorOf(readBriefRow(last.row, BigInt), order) }
}

function cursorOf(
  { id, due, scheduled, timelock: { chainId, address } }: BriefOperation,
  order: OperationOrder,
): string {
  const at = order === 'eta' ? due : scheduled.timestamp
  return writeOperationCursor({ at, chainId, timelock: address, id })
}

/** Seconds, as the database counts those of blocks. */
const mostSeconds = 2n ** 63n - 1n

/** So many operations are sorted in no time. */
const few = 1_000

/**
 * Where a list is read from: all operations in its order; or, where an end of a word is looked for that few have, those alone. Of
 * whole words the database knows how rare they are, of their ends it does not, and reading all operations for a few takes a
 * thousand times as long.
 */
async function sourceOf(database: Store['database'], filter: OperationFilter) {
  if (filter.text === undefined || !hasEnds(filter.text)) return timelockOperations
  const words = wordsOf(filter)
  // Of any timelock: to read the index of one beside that of words takes longer than to leave out the others.
  const from = sql`from ${timelockOperations} where`
  const mayHave = wordsOf(filter, 'index')
  const [counted] = await database
    .select({ isFew: sql<boolean>`count(*) <= ${few}` })
    .from(sql`(select ${from} ${mayHave} limit ${few + 1}) "found"`)
  if (!counted?.isFew) return timelockOperations
  return sql`(select * ${from} ${words} offset 0) ${timelockOperations}`
}

export type StandingCounts = Readonly<Record<OperationStanding, number>>

export type CountOperationsParameters = Pick<ListOperationsParameters, 'filter' | 'now'> & {
  /** Only those that time can still move: the others are counted as none. */
  readonly isOpen?: boolean | undefined
}

/** How many operations of a filter stand where; `standing` of the filter is not looked at. */
export async function countOperations(
  { database }: Pick<Store, 'database'>,
  { filter = {}, now, isOpen }: CountOperationsParameters,
): Promise<StandingCounts> {
  const where = filterOf({ ...filter, standing: undefined }, now)
  const standing = standingExpression(timeOf(now)).as('standing')
  const count = sql<number>`count(*)`.mapWith(Number)
  const { settled } = timelockOperations
  const open = await database
    .select({ standing, count })
    .from(timelockOperations)
    .innerJoin(timelocks, isOfTimelock)
    .where(and(where, isNull(settled)))
    .groupBy(sql`standing`)
  // Most are over: an index tells how many, without time and timelocks.
  const over = database
    .select({ standing: sql<SettledStanding>`${settled}`, count })
    .from(timelockOperations)
    .$dynamic()
  const needsTimelocks = filter.configured !== undefined || filter.overdue !== undefined
  const ofTimelocks = needsTimelocks ? over.innerJoin(timelocks, isOfTimelock) : over
  const isOver = inArray(settled, settledStandings)
  const rows = isOpen
    ? open
    : [...open, ...(await ofTimelocks.where(and(where, isOver)).groupBy(settled))]
  const counts = {
    waiting: 0,
    ready: 0,
    blocked: 0,
    stale: 0,
    executed: 0,
    cancelled: 0,
    passed: 0,
    unset: 0,
    unknown: 0,
  }
  for (const row of rows) counts[row.standing] = row.count
  return counts
}

/**
 * The timelock of each operation, looked up after it: the other way round all operations of a standing are read and sorted before
 * the first page is known.
 */
const eachTimelock = written(
  sql`lateral (select * from ${timelocks} "of" where "of".chain_id = ${timelockOperations.chainId} and "of".address = ${timelockOperations.timelock} offset 0) ${timelocks}`,
)

const isOfTimelock = written(
  sql`(${timelocks.chainId}, ${timelocks.address}) = (${timelockOperations.chainId}, ${timelockOperations.timelock})`,
)

/** All that the column may hold: one that was missing here would be missing in lists. */
const settledStandings = timelockOperations.settled.enumValues

/**
 * True of every operation. Said of those of one timelock it lets the database read which they are from the smallest index, which
 * begins with where they stand and has no ids: 20 pages for 10,000 operations, in the place of 240.
 */
const standsSomewhere = written(
  sql`(${timelockOperations.settled} is null or ${timelockOperations.settled} in (${sql.raw(settledStandings.map((each) => `'${each}'`).join(', '))}))`,
)

function filterOf(filter: OperationFilter, now: bigint | undefined): SQL | undefined {
  const time = timeOf(now)
  const bounds = boundsOf(filter, now)
  const { timelock, standing, risk, configured, overdue } = filter
  const standsAt = (each: OperationStanding) =>
    and(
      hasStanding(each, time, bounds),
      each === 'ready' && overdue ? isOverdue(overdue, time) : undefined,
    )
  const { mismatch, risks } = timelockOperations
  const isOfOne = timelock !== undefined && standing === undefined && hasWords(filter)
  return and(
    placeOf(filter),
    isOfOne ? standsSomewhere : undefined,
    standing && (standing.length === 0 ? sql`false` : or(...standing.map(standsAt))),
    wordsOf(filter),
    risk && (risk === 'mismatch' ? isNotNull(mismatch) : arrayContains(risks, [risk])),
    configured === undefined ? undefined : (configured ? eq : ne)(timelocks.followedWhy, 'config'),
    standing === undefined && overdue ? isOverdue(overdue, time) : undefined,
  )
}

function placeOf({ chainId, timelock }: OperationFilter): SQL | undefined {
  return and(
    chainId === undefined ? undefined : eq(timelockOperations.chainId, chainId),
    timelock && eq(timelockOperations.timelock, timelock),
  )
}

function hasWords({ target, selectors, proposer, upgraded, text }: OperationFilter): boolean {
  return [target, selectors, proposer, upgraded, text].some((word) => word !== undefined)
}

/**
 * What an index of words serves.
 *
 * @param by `index`: what the index alone tells, so that some may have other words after all.
 */
function wordsOf(
  { target, selectors, proposer, upgraded, text }: OperationFilter,
  by?: 'index' | undefined,
): SQL | undefined {
  const table = timelockOperations
  const named = [
    ...[target, proposer, upgraded].flatMap((word) => (word ? [hasWord(word)] : [])),
    ...(selectors ? [hasWord(...selectors)] : []),
  ]
  if (by === 'index') return and(...named, text === undefined ? undefined : mayBeFoundBy(text))
  return and(
    ...named,
    target && surely(arrayContains(table.targets, [target])),
    selectors && surely(arrayOverlaps(table.selectors, [...selectors])),
    proposer && surely(eq(table.proposer, proposer)),
    upgraded && surely(arrayContains(table.upgraded, [upgraded.toLowerCase() as Address])),
    text === undefined ? undefined : isFoundBy(text),
  )
}

function isOverdue({ seconds, is }: { seconds: bigint; is: boolean }, time: SQL): SQL {
  const limit = sql`${time} - ${seconds.toString()}::numeric`
  return is ? sql`${timelockOperations.due} <= ${limit}` : sql`${timelockOperations.due} > ${limit}`
}

function isAfter({
  after,
  key,
  isAscending,
  isOfOne,
}: {
  after: OperationCursor
  key: typeof timelockOperations.due | typeof timelockOperations.scheduledAt
  isAscending: boolean
  isOfOne: boolean
}): SQL {
  const { chainId, timelock, id } = timelockOperations
  const beyond = isAscending ? sql`>` : sql`<`
  // Of the column's own type: otherwise no index is used.
  const at =
    key === timelockOperations.due
      ? sql`${after.at.toString()}::numeric`
      : sql`${after.at.toString()}::bigint`
  // Of one timelock its index serves the comparison.
  if (isOfOne) return sql`(${key}, ${id}) ${beyond} (${at}, ${after.id})`
  return sql`(${key}, ${chainId}, ${timelock}, ${id}) ${beyond} (${at}, ${after.chainId}::bigint, ${after.timelock}, ${after.id})`
}
