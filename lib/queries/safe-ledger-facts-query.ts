import { queryOptions } from '@tanstack/react-query'
import {
  type ReadSafeLedgerFactsParameters,
  readSafeLedgerFacts,
} from '@/lib/actions/read-safe-ledger-facts'
import { embeddedServiceUrl } from '@/lib/adapters/safe-service/embedded-service-url'

/** What must hold before signing, asked of every source of this browser and asked again every few seconds. */
export function safeLedgerFactsQueryOptions(
  parameters: Omit<ReadSafeLedgerFactsParameters, 'serviceUrl'> & {
    readonly isWithoutService: boolean
  },
) {
  const { nodes, transaction, patch, above, safe, isWithoutService } = parameters
  const signed = transaction.confirmations.map(({ owner }) => owner)
  return queryOptions({
    queryKey: [
      'safe-ledger',
      nodes.map(({ client }) => client.uid),
      transaction.safeTxHash,
      signed,
      patch?.digest,
      above,
      isWithoutService,
      String(safe.nonce),
    ] as const,
    queryFn: () =>
      readSafeLedgerFacts({
        ...parameters,
        serviceUrl: isWithoutService
          ? undefined
          : embeddedServiceUrl(transaction.transaction.safe.chainId),
      }),
    enabled: nodes.length > 0,
    refetchInterval: 5_000,
    retry: false,
  })
}
