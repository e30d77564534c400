import type { Metadata } from 'next'
import { orNothing, orNothingTitle } from '@/app/(desk)/nothing-found'
import { shortAddress } from '@/lib/core/chain/short-address'
import { ConfiguredTimelock } from './configured-timelock'
import { FollowedTimelock } from './followed-timelock'
import { loadTimelock, type TimelockParams } from './load-timelock'
import { UnfollowedTimelock } from './unfollowed-timelock'

type Props = {
  params: Promise<TimelockParams>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export const generateMetadata = orNothingTitle(async ({ params }: Props): Promise<Metadata> => {
  const { protocol, timelock } = await loadTimelock(await params)
  return {
    title: protocol ? `Timelock of ${protocol.name}` : `Timelock ${shortAddress(timelock.address)}`,
  }
})

async function TimelockPage({ params, searchParams }: Props) {
  const loaded = await loadTimelock(await params)
  const { protocol, desk, followed } = loaded
  if (protocol && desk) return <ConfiguredTimelock {...loaded} protocol={protocol} desk={desk} />
  const query = await searchParams
  if (!followed) {
    const { refused } = query
    return (
      <UnfollowedTimelock {...loaded} refused={Array.isArray(refused) ? refused[0] : refused} />
    )
  }
  return <FollowedTimelock {...loaded} followed={followed} searchParams={query} />
}

export default orNothing(TimelockPage)
