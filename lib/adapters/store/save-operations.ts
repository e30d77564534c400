import type { SQL } from 'drizzle-orm'
import { insertStatements, replacing } from './insert-statements'
import { type OperationRow, type OperationToSave, operationRowOf } from './operation-row'
import type { Store } from './store'
import { timelockOperations } from './timelock-schema'

/**
 * Stores operations in the place of what was stored under their ids.
 *
 * @throws NeverScheduledError
 */
export async function saveOperations(
  { database }: Pick<Store, 'database'>,
  { operations }: { readonly operations: readonly OperationToSave[] },
): Promise<void> {
  for (const statement of operationStatements(operations)) await database.execute(statement)
}

/**
 * What stores them, one statement after the other.
 *
 * @throws NeverScheduledError
 */
export function operationStatements(operations: readonly OperationToSave[]): SQL[] {
  return insertStatements({
    table: timelockOperations,
    shared: {},
    rows: operations.map(operationRowOf).sort(inOrderOfIndexes),
    onConflict: replacing(timelockOperations, ['chainId', 'timelock', 'id']),
  })
}

/**
 * As the indexes have them: whoever adds to an index in its order finds the page that it has just written to, and fills one
 * after the other.
 */
function inOrderOfIndexes(a: OperationRow, b: OperationRow): number {
  if (a.due !== b.due) return a.due < b.due ? -1 : 1
  return a.id < b.id ? -1 : 1
}
