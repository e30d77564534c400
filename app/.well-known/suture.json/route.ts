import { errorResponse, jsonResponse } from '@/app/api/v1/json'
import { readOwnBuild } from '@/lib/actions/instance/read-own-build'
import { BaseError } from '@/lib/core/error/base-error'

export const dynamic = 'force-dynamic'

/** What this instance gives to browsers, file by file, for whoever checks it: `suture instance`. */
export async function GET(): Promise<Response> {
  try {
    const build = await readOwnBuild()
    if (build) return jsonResponse(build)
    const hint = 'Build it with next build, and start it with next start.'
    return errorResponse(new BaseError('This is no build.', { hint }), 404)
  } catch (error) {
    return errorResponse(error)
  }
}
