import { errorResponse, jsonResponse } from '@/app/api/v1/json'
import { readHeads } from '@/lib/actions/read-heads'
import { getServerContext } from '@/lib/config/server-context'

/** What changes whenever a page would: the latest block of each chain and the count of writes. */
export async function GET(): Promise<Response> {
  try {
    return jsonResponse(await readHeads(await getServerContext()))
  } catch (error) {
    return errorResponse(error)
  }
}
