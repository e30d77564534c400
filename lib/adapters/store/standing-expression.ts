import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { OperationStanding } from '@/lib/core/timelock/kind/operation-standing'
import { timelockOperations, timelocks } from './timelock-schema'

const { settled, due, expires, predecessor, predecessorDone } = timelockOperations

/**
 * The time of the standings: one that is given, else that of the block up to which each timelock is known. Seconds since the
 * epoch. Used in a query that joins `timelocks`.
 */
export function timeOf(now: bigint | undefined): SQL {
  if (now !== undefined) return sql`${now.toString()}::numeric`
  return sql`coalesce(${timelocks.indexedTimestamp}, 0)::numeric`
}

const isBlocked = sql`(${predecessor} is not null and ${predecessorDone} is not true)`
const isExpired = (now: SQL) => sql`(${expires} is not null and ${expires} < ${now})`

/** `standingOf` of the core, as the database computes it. */
export function standingExpression(now: SQL): SQL<OperationStanding> {
  return sql<OperationStanding>`coalesce(${settled}, case
    when ${due} > ${now} then 'waiting'
    when ${isExpired(now)} then 'stale'
    when ${isBlocked} then 'blocked'
    else 'ready' end)`
}

/** Whether an operation stands there: the same again, in a form that an index serves. */
export function hasStanding(standing: OperationStanding, now: SQL): SQL | undefined {
  const isOpen = sql`${settled} is null`
  const isDue = sql`${due} <= ${now}`
  switch (standing) {
    case 'waiting':
      return and(isOpen, sql`${due} > ${now}`)
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
