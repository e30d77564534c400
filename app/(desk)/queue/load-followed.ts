import { cache } from 'react'
import { listFollowedTimelocks } from '@/lib/actions/timelock-pages/list-followed-timelocks'
import { getServerContext } from '@/lib/config/server-context'

/** The timelocks that are followed, once per request. */
export const loadFollowed = cache(async () => listFollowedTimelocks(await getServerContext()))

export type FollowedList = Awaited<ReturnType<typeof loadFollowed>>
