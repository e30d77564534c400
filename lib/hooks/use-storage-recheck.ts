import { useQuery } from '@tanstack/react-query'
import type { Hash } from 'viem'
import type { StorageRecheck } from '@/lib/actions/review/recheck-storage-here'
import type { PublicConfig } from '@/lib/config/public-config'
import { useReader } from '@/lib/hooks/use-reader'
import { storageRecheckQueryOptions } from '@/lib/queries/storage-recheck-query'

/** What this browser computes of the storage of an upgrade, from the report and from words that it reads itself. */
export function useStorageRecheck(
  config: PublicConfig,
  { chainId, hash, upgrade }: { chainId: number; hash: Hash; upgrade: number },
): { recheck: StorageRecheck | undefined; error: Error | null } {
  const reader = useReader(config, chainId)
  const { data, error } = useQuery(storageRecheckQueryOptions({ reader, hash, upgrade }))
  return { recheck: data, error }
}
