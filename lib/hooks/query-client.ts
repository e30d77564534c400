import { QueryClient } from '@tanstack/react-query'

let held: QueryClient | undefined

/** The one query cache of this tab, shared by all islands. Errors of ours say whether trying again can help. */
export function queryClientOf(): QueryClient {
  held ??= new QueryClient({
    defaultOptions: { queries: { retry: false, staleTime: 2_000, refetchOnWindowFocus: true } },
  })
  return held
}
