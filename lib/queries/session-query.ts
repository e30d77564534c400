import { queryOptions } from '@tanstack/react-query'
import { fetchSession } from '@/lib/adapters/suture-api/session-requests'

/** Who is signed in in this browser; null where nobody is. */
export function sessionQueryOptions() {
  return queryOptions({
    queryKey: ['session'] as const,
    queryFn: async () => (await fetchSession({ origin: window.location.origin })) ?? null,
    // What is over is seen without anybody asking.
    refetchInterval: 60_000,
  })
}
