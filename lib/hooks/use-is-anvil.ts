import { useQuery } from '@tanstack/react-query'
import type { Client } from 'viem'
import { readIsAnvil } from '@/lib/adapters/anvil/read-is-anvil'

/** Whether the node says of itself that it is a local Anvil. False until it has. */
export function useIsAnvil(reader: Client | undefined): boolean {
  const { data } = useQuery({
    queryKey: ['is-anvil', reader?.uid],
    // A query has no place for `undefined`, which is what a silent node leaves to say: asked again until it is known.
    queryFn: async () => (reader ? ((await readIsAnvil(reader)) ?? null) : false),
    refetchInterval: (query) => (query.state.data === null ? 4_000 : false),
    staleTime: 60_000,
  })
  return data ?? false
}
