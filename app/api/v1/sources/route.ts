import { BodyTooLargeError } from '@/app/api/v1/body-too-large-error'
import { errorResponse, jsonResponse } from '@/app/api/v1/json'
import { readText } from '@/app/api/v1/read-text'
import { uploadSources } from '@/lib/actions/upload-sources'
import { getServerContext } from '@/lib/config/server-context'

/** As large as the sources of one contract may be. */
const bodyLimit = 5 * 1024 * 1024

const hint =
  'Send the standard JSON input of the contract alone: its input, without tests, scripts and output.'

/** Stores what somebody says a contract was compiled from. Only compiling it again proves that. */
export async function POST(request: Request): Promise<Response> {
  try {
    const json = await readText(request, bodyLimit)
    const { isNew, ...saved } = await uploadSources(await getServerContext(), { json })
    return jsonResponse(saved, isNew ? 201 : 200)
  } catch (error) {
    if (!(error instanceof BodyTooLargeError)) return errorResponse(error)
    return errorResponse(new BodyTooLargeError({ limit: bodyLimit, hint }), 413)
  }
}
