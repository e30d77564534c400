import { errorResponse, jsonResponse } from '@/app/api/v1/json'
import { readHistory, UnknownProxyError } from '@/app/api/v1/proxies/[chain]/[address]/read-history'
import { readPlace } from '@/app/api/v1/timelocks/[chain]/[address]/read-place'
import { diffImplementations } from '@/lib/actions/timelock-pages/diff-implementations'
import { getServerContext } from '@/lib/config/server-context'
import { noQuery } from '@/lib/core/api/operation-query'
import { readQuery } from '@/lib/core/api/read-query'
import { parseAddressOn } from '@/lib/core/chain/parse-placed-address'
import { hasRun } from '@/lib/core/proxy/has-run'

type Context = { params: Promise<{ chain: string; address: string; from: string; to: string }> }

/** What differs between two versions that a proxy has run: of anything else nothing is compiled here. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  try {
    readQuery(noQuery, new URL(request.url).searchParams)
    const { from: old, to: next, ...place } = await params
    const proxy = readPlace(place)
    const { chainId } = proxy
    const [from, to] = [parseAddressOn(chainId, old), parseAddressOn(chainId, next)]
    const context = await getServerContext()
    const { block, history } = await readHistory(context, proxy)
    if (history.known && !(hasRun(history, from) && hasRun(history, to))) {
      throw new UnknownProxyError('It has not run both of these.', {
        hint: `GET /api/v1/proxies/${proxy.chainId}/${proxy.address} lists what it has run.`,
      })
    }
    if (!history.known) return jsonResponse({ diff: history })
    const diff = await diffImplementations(context, {
      ...{ chainId, blockNumber: block.number, from, to },
    })
    return jsonResponse({ diff })
  } catch (error) {
    return errorResponse(error, error instanceof UnknownProxyError ? 404 : undefined)
  }
}
