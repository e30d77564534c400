import { queueOrders } from '@/lib/core/timelock/kind/queue-orders'
import { type ReadSearch, searchHref } from './queue-search'

const path = '/api/v1/operations'

export type SearchJson = {
  /** Of a group its page; of all groups all that is in them, soonest due first. */
  readonly operations: string
  /** How many there are in each group. */
  readonly counts: string
}

/**
 * What a queue shows, at the API. Fields that are wrong are left out: the page leaves them out as well, and the API refuses
 * them.
 *
 * @param timelock Where the page says it, not the search: `1:0x…`, or all that nobody configured.
 */
export function searchJson(
  { given, problems, search, cursor }: ReadSearch,
  timelock = given.timelock,
): SearchJson {
  const right = Object.entries({ ...given, timelock }).filter(([name]) => !(name in problems))
  const asked: ReadSearch['given'] = Object.fromEntries(right)
  const ofGroup = search.state && { order: orderOf(search.state), cursor }
  return {
    operations: searchHref(path, asked, ofGroup),
    counts: searchHref(`${path}/counts`, asked, { state: undefined }),
  }
}

function orderOf(group: keyof typeof queueOrders): string | undefined {
  const { order, reversed } = queueOrders[group]
  if (reversed) return `-${order}`
  // Which is what lists have anyway.
  return order === 'eta' ? undefined : order
}
