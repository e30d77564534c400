import { errorResponse, jsonResponse } from '@/app/api/v1/json'
import { readHistory, UnknownProxyError } from '@/app/api/v1/proxies/[chain]/[address]/read-history'
import { readPlace } from '@/app/api/v1/timelocks/[chain]/[address]/read-place'
import { diffImplementations } from '@/lib/actions/timelock-pages/diff-implementations'
import { isComparable } from '@/lib/actions/timelock-pages/is-comparable'
import { queuedUpgrades } from '@/lib/actions/timelock-pages/queued-upgrades'
import { getServerContext } from '@/lib/config/server-context'
import { noQuery } from '@/lib/core/api/operation-query'
import { readQuery } from '@/lib/core/api/read-query'
import { parseAddressOn } from '@/lib/core/chain/parse-placed-address'

type Context = { params: Promise<{ chain: string; address: string; from: string; to: string }> }

/** What differs between two versions that a proxy has run or is queued to run: of anything else nothing is compiled here. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  try {
    readQuery(noQuery, new URL(request.url).searchParams)
    const { from: old, to: next, ...place } = await params
    const proxy = readPlace(place)
    const { chainId } = proxy
    const [from, to] = [parseAddressOn(chainId, old), parseAddressOn(chainId, next)]
    const context = await getServerContext()
    const read = await readHistory(context, proxy)
    const { block, history } = read
    if (!history.known) return jsonResponse({ diff: history })
    const queued = await queuedUpgrades(context.store, proxy, read)
    if (!isComparable({ history, queued }, [from, to])) {
      throw new UnknownProxyError('It has not run both of these, and is not queued to.', {
        hint: `GET /api/v1/proxies/${proxy.chainId}/${proxy.address} lists what it has run and is queued to run.`,
      })
    }
    const diff = await diffImplementations(context, {
      ...{ chainId, blockNumber: block.number, from, to, isSilent: read.stale !== undefined },
    })
    return jsonResponse({ diff })
  } catch (error) {
    return errorResponse(error, error instanceof UnknownProxyError ? 404 : undefined)
  }
}
