import {
  and,
  arrayContains,
  asc,
  desc,
  eq,
  getTableColumns,
  inArray,
  isNotNull,
  isNull,
  ne,
  or,
  type SQL,
  sql,
} from 'drizzle-orm'
import type { Address, Hex } from 'viem'
import type { OperationRisk } from '@/lib/core/timelock/kind/operation-risk'
import type { OperationStanding } from '@/lib/core/timelock/kind/operation-standing'
import type { TimelockKind } from '@/lib/core/timelock/kind/queued-operation'
import type { SettledStanding } from '@/lib/core/timelock/kind/standing-of'
import { type ListedOperation, toListedOperation } from './listed-operation'
import { type OperationCursor, readOperationCursor, writeOperationCursor } from './operation-cursor'
import { boundsOf, hasStanding, standingExpression, timeOf } from './standing-expression'
import type { Store } from './store'
import { timelockOperations, timelocks } from './timelock-schema'

/** Which operations. What is left out does not matter; members given together have to hold together. */
export type OperationFilter = {
  readonly chainId?: number | undefined
  /** Without `chainId`: on any chain. */
  readonly timelock?: Address | undefined
  /** In any of these standings. */
  readonly standing?: readonly OperationStanding[] | undefined
  /** Called by one of its calls. */
  readonly target?: Address | undefined
  /** Four bytes with which the data of one of its calls begins. */
  readonly selector?: Hex | undefined
  readonly proposer?: Address | undefined
  /** `mismatch`: the contract contradicts its events. */
  readonly risk?: OperationRisk | 'mismatch' | undefined
  /** Of timelocks that are configured, or only of others. */
  readonly configured?: boolean | undefined
  /** Of those that are ready: whether at least so many seconds have passed since they could be executed. */
  readonly overdue?: { readonly seconds: bigint; readonly is: boolean } | undefined
  /** Found in its id, targets, selectors, proposer or predecessor, in upper or lower case. */
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
  /** Without `operation`, which is most of a row. */
  readonly isBrief?: boolean | undefined
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
  {
    filter = {},
    order = 'eta',
    reversed = false,
    cursor,
    limit,
    isBrief,
    now,
  }: ListOperationsParameters,
): Promise<ListOperationsReturnType> {
  const time = timeOf(now)
  const { operation: _, search: __, ...columns } = getTableColumns(timelockOperations)
  const key = order === 'eta' ? timelockOperations.due : timelockOperations.scheduledAt
  const isAscending = (order === 'eta') !== reversed
  const direction = isAscending ? asc : desc
  const isOfOne = filter.chainId !== undefined && filter.timelock !== undefined
  const after = cursor === undefined ? undefined : readOperationCursor(cursor)
  const { chainId, timelock, id } = timelockOperations
  const select = database
    .select({
      ...columns,
      kind: sql<TimelockKind>`${timelocks.kind}`,
      finalizedBlock: sql<bigint | null>`${timelocks.finalizedBlock}`.mapWith(
        timelocks.finalizedBlock,
      ),
      standing: standingExpression(time),
      json: isBrief ? sql<null>`null` : listedJson,
    })
    .from(timelockOperations)
    .$dynamic()
  const joined = isOfOne
    ? select.innerJoin(timelocks, isOfTimelock)
    : select.innerJoin(eachTimelock, sql`true`)
  const rows = await joined
    .where(and(filterOf(filter, now), after && isAfter({ after, key, isAscending, isOfOne })))
    .orderBy(
      direction(key),
      ...(isOfOne ? [] : [direction(chainId), direction(timelock)]),
      direction(id),
    )
    .limit(limit + 1)
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return {
    operations: page.map((row) => toListedOperation(row, row)),
    next:
      last &&
      writeOperationCursor({
        at: order === 'eta' ? last.due : last.scheduledAt,
        chainId: last.chainId,
        timelock: last.timelock,
        id: last.id,
      }),
  }
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
const eachTimelock = sql`lateral (select * from ${timelocks} "of" where "of".chain_id = ${timelockOperations.chainId} and "of".address = ${timelockOperations.timelock} offset 0) ${timelocks}`

const isOfTimelock = and(
  eq(timelocks.chainId, timelockOperations.chainId),
  eq(timelocks.address, timelockOperations.timelock),
)

const settledStandings: SettledStanding[] = ['executed', 'cancelled', 'passed', 'unset', 'unknown']

function filterOf(filter: OperationFilter, now: bigint | undefined): SQL | undefined {
  const time = timeOf(now)
  const bounds = boundsOf(filter, now)
  const { chainId, timelock, standing, target, selector, proposer, risk, text } = filter
  const { configured, overdue } = filter
  const table = timelockOperations
  const wanted = text?.trim().toLowerCase()
  const standsAt = (each: OperationStanding) =>
    and(
      hasStanding(each, time, bounds),
      each === 'ready' && overdue ? isOverdue(overdue, time) : undefined,
    )
  return and(
    chainId === undefined ? undefined : eq(table.chainId, chainId),
    timelock && eq(table.timelock, timelock),
    standing && (standing.length === 0 ? sql`false` : or(...standing.map(standsAt))),
    target && arrayContains(table.targets, [target]),
    selector && arrayContains(table.selectors, [selector.toLowerCase() as Hex]),
    proposer && inArray(table.proposer, [proposer]),
    risk && (risk === 'mismatch' ? isNotNull(table.mismatch) : arrayContains(table.risks, [risk])),
    configured === undefined ? undefined : (configured ? eq : ne)(timelocks.followedWhy, 'config'),
    standing === undefined && overdue ? isOverdue(overdue, time) : undefined,
    wanted ? sql`strpos(${table.search}, ${wanted}) > 0` : undefined,
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
