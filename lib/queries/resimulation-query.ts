import { queryOptions } from '@tanstack/react-query'
import type { Client, Hash } from 'viem'
import { resimulateHere } from '@/lib/actions/simulation/resimulate-here'

/** A simulation, made again by this browser's own node. It never changes, so once is enough. */
export function resimulationQueryOptions({
  reader,
  hash,
}: {
  reader: Client | undefined
  hash: Hash
}) {
  return queryOptions({
    queryKey: ['resimulation', reader?.uid, hash] as const,
    queryFn: () => resimulateHere({ api: { origin: window.location.origin }, reader }, { hash }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
}
