import { insertRows, replacing } from './insert-rows'
import { type OperationToSave, operationRowOf } from './operation-row'
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
  await insertRows(database, {
    table: timelockOperations,
    rows: operations.map(operationRowOf),
    onConflict: replacing(timelockOperations, ['chainId', 'timelock', 'id']),
  })
}
