import { useQuery } from '@tanstack/react-query'
import type { Client } from 'viem'
import { readIsAnvil } from '@/lib/adapters/anvil/read-is-anvil'

/** Whether the node says of itself that it is a local Anvil. False until it has. */
export function useIsAnvil(reader: Client | undefined): boolean {
  const { data } = useQuery({
    queryKey: ['is-anvil', reader?.uid],
    queryFn: () => (reader ? readIsAnvil(reader) : Promise.resolve(false)),
    staleTime: 60_000,
  })
  return data ?? false
}
