import { errorResponse } from '@/app/api/v1/json'
import { stateResponse } from '@/app/api/v1/state-response'
import { listApiTimelocks, readApiCoverage } from '@/lib/actions/queue-api/read-api-timelock'
import { getServerContext } from '@/lib/config/server-context'
import { timelocksQuery } from '@/lib/core/api/operation-query'
import { readQuery } from '@/lib/core/api/read-query'

/** The timelocks that are followed here. */
export async function GET(request: Request): Promise<Response> {
  try {
    const { chain: chainId } = readQuery(timelocksQuery, new URL(request.url).searchParams)
    const { store } = await getServerContext()
    const { revision } = await readApiCoverage(store, { chainId })
    return await stateResponse(request, {
      revision,
      body: async () => ({ timelocks: await listApiTimelocks(store, { chainId }) }),
    })
  } catch (error) {
    return errorResponse(error)
  }
}
