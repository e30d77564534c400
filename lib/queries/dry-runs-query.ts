import { queryOptions } from '@tanstack/react-query'
import type { Client } from 'viem'
import { type DryRunCallsParameters, dryRunCalls } from '@/lib/actions/dry-run-calls'
import type { DryRun } from '@/lib/core/patch/draft-facts'
import { dryRunKey } from '@/lib/core/patch/judge-dry-runs'

/** What would become of the calls of a draft now, found again by `dryRunKey`. */
export function dryRunsQueryOptions({
  reader,
  from,
  calls,
}: DryRunCallsParameters & { reader: Client | undefined }) {
  const keys = calls.map(dryRunKey)
  return queryOptions({
    queryKey: ['dry-runs', reader?.uid, from, ...keys] as const,
    queryFn: async (): Promise<ReadonlyMap<string, DryRun>> => {
      if (!reader) return new Map()
      const outcomes = await dryRunCalls(reader, { from, calls })
      return new Map(outcomes.map((outcome, index) => [keys[index] ?? '', outcome]))
    },
    enabled: reader !== undefined && calls.length > 0,
    refetchInterval: 12_000,
  })
}
