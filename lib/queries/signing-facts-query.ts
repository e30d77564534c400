import { queryOptions } from '@tanstack/react-query'
import type { Client } from 'viem'
import { readSigningFacts } from '@/lib/actions/read-signing-facts'
import type { Patch } from '@/lib/core/patch/patch'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'

export type SigningFactsQueryParameters = {
  reader: Client | undefined
  transaction: ProposedTransaction
  patch: Patch | undefined
}

/** What must hold before signing, asked of the browser's own node and asked again every few seconds. */
export function signingFactsQueryOptions({
  reader,
  transaction,
  patch,
}: SigningFactsQueryParameters) {
  return queryOptions({
    queryKey: ['signing-facts', reader?.uid, transaction.safeTxHash, patch?.digest] as const,
    queryFn: () => {
      if (!reader) throw new Error('There is no node to ask.')
      return readSigningFacts(reader, { transaction: transaction.transaction, patch })
    },
    enabled: reader !== undefined,
    refetchInterval: 5_000,
    retry: false,
  })
}
