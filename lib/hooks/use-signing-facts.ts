import { useQuery } from '@tanstack/react-query'
import type { PublicConfig } from '@/lib/config/public-config'
import type { Patch } from '@/lib/core/patch/patch'
import type { SigningFacts } from '@/lib/core/patch/signing-conditions'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import { useReader } from '@/lib/hooks/use-reader'
import { signingFactsQueryOptions } from '@/lib/queries/signing-facts-query'

/**
 * The facts that decide about signing, as this browser read them. A failure drops what was read before: facts that
 * cannot be confirmed now are unknown.
 */
export function useSigningFacts(
  config: PublicConfig,
  { transaction, patch }: { transaction: ProposedTransaction; patch: Patch | undefined },
): { facts: SigningFacts | undefined; problem: string | undefined } {
  const reader = useReader(config, transaction.transaction.safe.chainId)
  const { data, error } = useQuery(signingFactsQueryOptions({ reader, transaction, patch }))
  if (!reader) {
    return {
      facts: undefined,
      problem: 'This browser has no node to ask: connect a wallet on this chain.',
    }
  }
  if (error) return { facts: undefined, problem: error.message.split('\n')[0] }
  return { facts: data, problem: undefined }
}
