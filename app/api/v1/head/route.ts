import { errorResponse, jsonResponse } from '@/app/api/v1/json'
import { shareHeads } from '@/lib/actions/share-heads'
import { getServerContext } from '@/lib/config/server-context'

/** What changes whenever a page would: the latest block of each chain and the count of writes. */
export async function GET(): Promise<Response> {
  try {
    return jsonResponse(await shareHeads(await getServerContext()))
  } catch (error) {
    return errorResponse(error)
  }
}
