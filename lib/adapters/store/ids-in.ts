import { type SQL, sql } from 'drizzle-orm'
import type { Hash } from 'viem'
import type { timelockOperations } from './timelock-schema'

/** Whether a column has one of these ids: any number of them travels as one text. */
export function idsIn(
  column: typeof timelockOperations.id | typeof timelockOperations.predecessor,
  ids: readonly Hash[],
): SQL {
  return sql`${column} in (select json_array_elements_text(${JSON.stringify(ids)}::json))`
}
