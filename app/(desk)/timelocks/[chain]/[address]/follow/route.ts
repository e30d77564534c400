import { refuseAsText } from '@/app/api/v1/refuse-as-text'
import { writeRoute } from '@/app/api/v1/write-route'
import { timelockPath } from '@/components/frame/paths'
import { followContextOf, followTimelock } from '@/lib/actions/timelock/follow-timelock'
import { getServerContext } from '@/lib/config/server-context'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { parseAddressOn } from '@/lib/core/chain/parse-placed-address'
import { BaseError } from '@/lib/core/error/base-error'

type Params = { params: Promise<{ chain: string; address: string }> }

/** Follows a timelock from now on, and goes back to its page: it says what has come of it. */
export const POST = writeRoute<Params>(
  {
    route: 'POST /timelocks/[chain]/[address]/follow',
    kind: 'follow',
    bodyLimit: 4 * 1_024,
    refuse: refuseAsText,
  },
  async ({ note }, { params }) => {
    const timelock = timelockOf(await params)
    if (!timelock) return new Response('No address of a chain.', { status: 404 })
    note({ subject: `${timelock.chainId}:${timelock.address}` })
    const location = timelockPath(timelock)
    try {
      const context = followContextOf(await getServerContext())
      const outcome = await followTimelock(context, { timelock })
      const isRefused = outcome.kind === 'refused'
      return seeOther(isRefused ? `${location}?refused=${outcome.retry ? 'busy' : 'no'}` : location)
    } catch (error) {
      if (error instanceof BaseError) return seeOther(`${location}?refused=silent`)
      throw error
    }
  },
)

function timelockOf({
  chain,
  address,
}: {
  chain: string
  address: string
}): ChainAddress | undefined {
  if (!/^\d{1,15}$/.test(chain)) return undefined
  try {
    const chainId = Number(chain)
    return { chainId, address: parseAddressOn(chainId, address) }
  } catch (error) {
    if (error instanceof BaseError) return undefined
    throw error
  }
}

const seeOther = (location: string) => new Response(null, { status: 303, headers: { location } })
