import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Address } from 'viem'
import type { OperationStanding } from '@/lib/core/timelock/kind/operation-standing'
import { timelockOperations, timelocks } from './timelock-schema'

const { settled, due, expires, predecessor, predecessorDone, refused } = timelockOperations

/**
 * The time of the standings: one that is given, else that of the block up to which each timelock is known. Seconds since the
 * epoch. Used in a query that joins `timelocks`.
 */
export function timeOf(now: bigint | undefined): SQL {
  if (now !== undefined) return sql`${now.toString()}::numeric`
  return sql`coalesce(${timelocks.indexedTimestamp}, 0)::numeric`
}

/** Bounds of `timeOf`, of the timelocks of a chain, or of one; undefined where a time is given, which is the same for all. */
export function boundsOf(
  which: { readonly chainId?: number | undefined; readonly timelock?: Address | undefined },
  now: bigint | undefined,
): TimeBounds | undefined {
  if (now !== undefined) return undefined
  const where = and(
    which.chainId === undefined ? undefined : eq(timelocks.chainId, which.chainId),
    which.timelock && eq(timelocks.address, which.timelock),
  )
  const time = sql`coalesce(${timelocks.indexedTimestamp}, 0)::numeric`
  const of = (aggregate: 'min' | 'max') =>
    sql`(select ${sql.raw(aggregate)}(${time}) from ${timelocks}${where && sql` where ${where}`})`
  return { earliest: of('min'), latest: of('max') }
}

const isBlocked = sql`(${refused} is true or (${predecessor} is not null and ${predecessorDone} is not true))`
const isExpired = (now: SQL) => sql`(${expires} is not null and ${expires} < ${now})`

/** `standingOf` of the core, as the database computes it. */
export function standingExpression(now: SQL): SQL<OperationStanding> {
  return sql<OperationStanding>`coalesce(${settled}, case
    when ${due} > ${now} then 'waiting'
    when ${isExpired(now)} then 'stale'
    when ${isBlocked} then 'blocked'
    else 'ready' end)`
}

/** Between which the times of some timelocks lie. */
export type TimeBounds = { readonly earliest: SQL; readonly latest: SQL }

/**
 * Whether an operation stands there: the same again, in a form that an index serves.
 *
 * @param bounds Of `now`, where it differs from row to row: no index is ordered by that, but by these.
 */
export function hasStanding(
  standing: OperationStanding,
  now: SQL,
  bounds?: TimeBounds | undefined,
): SQL | undefined {
  const isOpen = sql`${settled} is null`
  const isDue = and(sql`${due} <= ${now}`, bounds && sql`${due} <= ${bounds.latest}`)
  switch (standing) {
    case 'waiting':
      return and(isOpen, sql`${due} > ${now}`, bounds && sql`${due} > ${bounds.earliest}`)
    case 'stale':
      return and(isOpen, isDue, isExpired(now))
    case 'blocked':
      return and(isOpen, isDue, sql`not ${isExpired(now)}`, isBlocked)
    case 'ready':
      return and(isOpen, isDue, sql`not ${isExpired(now)}`, sql`not ${isBlocked}`)
    default:
      return eq(settled, standing)
  }
}
