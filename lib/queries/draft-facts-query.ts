import { queryOptions } from '@tanstack/react-query'
import type { Client } from 'viem'
import { type ReadDraftFactsParameters, readDraftFacts } from '@/lib/actions/read-draft-facts'

/** What a draft is judged by, asked of the browser's own node and asked again every few seconds. */
export function draftFactsQueryOptions({
  reader,
  ...parameters
}: ReadDraftFactsParameters & { reader: Client | undefined }) {
  const { chainId, safe, timelock, proxies, implementations, predecessor } = parameters
  const desk = [reader?.uid, chainId, safe, timelock].join(' ')
  return queryOptions({
    queryKey: [
      'draft-facts',
      desk,
      [...proxies].sort().join(' '),
      [...implementations].sort().join(' '),
      predecessor,
    ] as const,
    queryFn: () => {
      if (!reader) throw new Error('There is no node to ask.')
      return readDraftFacts(reader, parameters)
    },
    enabled: reader !== undefined,
    refetchInterval: 12_000,
    // What was read for the same desk stays while one more address is read; facts of another desk never do.
    placeholderData: (previous, query) => (query?.queryKey[1] === desk ? previous : undefined),
  })
}
