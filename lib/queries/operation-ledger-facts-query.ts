import { queryOptions } from '@tanstack/react-query'
import {
  type ReadOperationLedgerFactsParameters,
  readOperationLedgerFacts,
} from '@/lib/actions/read-operation-ledger-facts'

/** What must hold before an operation is executed, asked of every node of this browser, and again every few seconds. */
export function operationLedgerFactsQueryOptions(
  parameters: ReadOperationLedgerFactsParameters & { readonly isReady: boolean },
) {
  const { nodes, operation, patch, account, isReady } = parameters
  return queryOptions({
    queryKey: [
      'operation-ledger',
      nodes.map(({ client }) => client.uid),
      operation.timelock,
      operation.id,
      operation.salt,
      patch?.digest,
      account,
    ] as const,
    queryFn: () => readOperationLedgerFacts({ nodes, operation, patch, account }),
    enabled: isReady && nodes.length > 0,
    refetchInterval: 5_000,
    retry: false,
  })
}
