import { eq, sql } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import { expect, test } from 'vitest'
import { timelockOperations } from './timelock-schema'
import { written } from './written'

const { scheduledAt, settled } = timelockOperations
const textOf = (part: Parameters<typeof written>[0]) => new PgDialect().sqlToQuery(part)

test('default: the columns stand in it by their names', () => {
  const { sql: text, params } = textOf(written(sql`${scheduledAt} > 1 and ${settled} is null`))
  expect(text).toBe(
    '"timelock_operations"."scheduled_at" > 1 and "timelock_operations"."settled" is null',
  )
  expect(params).toEqual([])
})

test('behavior: it is part of a query that has parameters', () => {
  const { sql: text, params } = textOf(sql`${written(sql`${settled} is null`)} or ${1} = 2`)
  expect(text).toBe('"timelock_operations"."settled" is null or $1 = 2')
  expect(params).toEqual([1])
})

test('error: it has parameters itself', () => {
  expect(() => written(eq(settled, 'executed'))).toThrowErrorMatchingInlineSnapshot(
    `[Error: A part of a query that is written once has no parameters.]`,
  )
})
