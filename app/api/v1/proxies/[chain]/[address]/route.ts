import { errorResponse } from '@/app/api/v1/json'
import { stateResponse } from '@/app/api/v1/state-response'
import { readPlace } from '@/app/api/v1/timelocks/[chain]/[address]/read-place'
import { getServerContext } from '@/lib/config/server-context'
import { noQuery } from '@/lib/core/api/operation-query'
import { readQuery } from '@/lib/core/api/read-query'
import { readHistory, UnknownProxyError } from './read-history'

type Context = { params: Promise<{ chain: string; address: string }> }

/** What a proxy runs and has run, at one block. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  try {
    readQuery(noQuery, new URL(request.url).searchParams)
    const { block, proxy, history } = await readHistory(
      await getServerContext(),
      readPlace(await params),
    )
    return await stateResponse(request, {
      // What could not be read may be read the next time.
      revision: `${block.hash} ${history.known}`,
      body: async () => ({ block, proxy, history }),
    })
  } catch (error) {
    return errorResponse(error, error instanceof UnknownProxyError ? 404 : undefined)
  }
}
