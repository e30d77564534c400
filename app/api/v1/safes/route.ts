import { loadDesks } from '@/app/(desk)/load-desks'
import { configuredSafes } from '@/app/(desk)/safes/configured-safes'
import { errorResponse } from '@/app/api/v1/json'
import { safeBrief } from '@/app/api/v1/safes/safe-brief'
import { valueResponse } from '@/app/api/v1/value-response'
import { noQuery } from '@/lib/core/api/operation-query'
import { readQuery } from '@/lib/core/api/read-query'

/** The Safes of the configured protocols, and those that own one of them. */
export async function GET(request: Request): Promise<Response> {
  try {
    readQuery(noQuery, new URL(request.url).searchParams)
    const { desks, config } = await loadDesks()
    return valueResponse(request, { safes: configuredSafes(desks, config).map(safeBrief) })
  } catch (error) {
    return errorResponse(error)
  }
}
