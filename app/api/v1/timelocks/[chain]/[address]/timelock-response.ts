import { errorResponse } from '@/app/api/v1/json'
import { stateResponse } from '@/app/api/v1/state-response'
import {
  notFollowed,
  readPlace,
  type TimelockContext,
} from '@/app/api/v1/timelocks/[chain]/[address]/read-place'
import {
  noteLook,
  readApiCoverage,
  readSearchRevision,
} from '@/lib/actions/queue-api/read-api-timelock'
import { getServerContext, type ServerContext } from '@/lib/config/server-context'
import { noQuery } from '@/lib/core/api/operation-query'
import { readQuery } from '@/lib/core/api/read-query'
import type { ChainAddress } from '@/lib/core/chain/chain-address'

/**
 * Answers with something of what is known of a followed timelock.
 *
 * @param read What of it; undefined where it is not followed.
 */
export async function timelockResponse(
  request: Request,
  { params }: TimelockContext,
  read: (store: ServerContext['store'], timelock: ChainAddress) => Promise<object | undefined>,
): Promise<Response> {
  try {
    readQuery(noQuery, new URL(request.url).searchParams)
    const timelock = readPlace(await params)
    const { chainId, address } = timelock
    const { store, config } = await getServerContext()
    const coverage = await readApiCoverage(store, { chainId, timelock: address })
    if (coverage.timelocks === 0) return errorResponse(notFollowed(config, timelock), 404)
    await noteLook(store, timelock)
    const scanned = await readSearchRevision(store, timelock)
    return await stateResponse(request, {
      revision: `${coverage.revision} ${scanned}`,
      body: async () => {
        const page = await read(store, timelock)
        if (!page) throw notFollowed(config, timelock)
        return page
      },
    })
  } catch (error) {
    return errorResponse(error)
  }
}
