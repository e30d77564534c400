import { queryOptions } from '@tanstack/react-query'
import type { Client, Hash } from 'viem'
import { recheckStorageHere } from '@/lib/actions/review/recheck-storage-here'

/** The verdicts on the storage, computed again in this browser. A report never changes, so once is enough. */
export function storageRecheckQueryOptions({
  reader,
  hash,
  upgrade,
}: {
  reader: Client | undefined
  hash: Hash
  upgrade: number
}) {
  return queryOptions({
    queryKey: ['storage-recheck', reader?.uid, hash, upgrade] as const,
    queryFn: () =>
      recheckStorageHere({ api: { origin: window.location.origin }, reader }, { hash, upgrade }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
}
