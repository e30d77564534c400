import type { Page } from './wire-queries'

/** One page of results, with the addresses of its neighbours. */
export function toWirePage<T>(
  results: readonly T[],
  { url, page, count }: { url: string; page: Page; count: number },
) {
  const { limit, offset } = page
  const at = (newOffset: number) => {
    const neighbour = new URL(url)
    neighbour.searchParams.set('limit', String(limit))
    if (newOffset > 0) neighbour.searchParams.set('offset', String(newOffset))
    else neighbour.searchParams.delete('offset')
    return neighbour.toString()
  }
  return {
    count,
    next: offset + limit < count ? at(offset + limit) : null,
    previous: offset > 0 ? at(Math.max(0, offset - limit)) : null,
    results,
  }
}
