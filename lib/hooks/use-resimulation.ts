import { useQuery } from '@tanstack/react-query'
import type { Hash } from 'viem'
import type { Resimulation } from '@/lib/actions/simulation/resimulate'
import type { PublicConfig } from '@/lib/config/public-config'
import { useReader } from '@/lib/hooks/use-reader'
import { resimulationQueryOptions } from '@/lib/queries/resimulation-query'

/** What this browser's own node says of a simulation. */
export function useResimulation(
  config: PublicConfig,
  { chainId, hash }: { chainId: number; hash: Hash },
): { resimulation: Resimulation | undefined; error: Error | null } {
  const reader = useReader(config, chainId)
  const { data, error } = useQuery(resimulationQueryOptions({ reader, hash }))
  return { resimulation: data, error }
}
