import { errorResponse } from '@/app/api/v1/json'
import { stateResponse } from '@/app/api/v1/state-response'
import { readPlace } from '@/app/api/v1/timelocks/[chain]/[address]/read-place'
import { queuedUpgrades } from '@/lib/actions/timelock-pages/queued-upgrades'
import { getServerContext } from '@/lib/config/server-context'
import { noQuery } from '@/lib/core/api/operation-query'
import { readQuery } from '@/lib/core/api/read-query'
import type { QueuedUpgrade } from '@/lib/core/timelock/kind/queued-upgrade'
import { readHistory, UnknownProxyError } from './read-history'

type Context = { params: Promise<{ chain: string; address: string }> }

/** What a proxy runs, has run and is queued to run, at one block. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  try {
    readQuery(noQuery, new URL(request.url).searchParams)
    const context = await getServerContext()
    const at = readPlace(await params)
    const read = await readHistory(context, at)
    const { block, proxy, history, stale, readAt } = read
    const queued = await queuedUpgrades(context.store, at, read)
    return await stateResponse(request, {
      // What could not be read may be read the next time.
      revision: `${block.hash} ${history.known} ${stale?.reason ?? ''} ${queued.map(queuedRevision).join()}`,
      body: async () => ({
        ...{ block, proxy, history, queued },
        stale: stale && { reason: stale.reason, readAt: new Date(readAt).toISOString() },
      }),
    })
  } catch (error) {
    return errorResponse(error, error instanceof UnknownProxyError ? 404 : undefined)
  }
}

const queuedRevision = ({ timelock, id, standing, due, implementation }: QueuedUpgrade) =>
  [timelock.address, id, standing, due, implementation].join(' ')
