import { BodyTooLargeError } from '@/app/api/v1/body-too-large-error'
import { errorResponse, jsonResponse } from '@/app/api/v1/json'
import { readText } from '@/app/api/v1/read-text'
import { savePatch } from '@/lib/actions/save-patch'
import { getServerContext } from '@/lib/config/server-context'

/** Larger than any dossier that `parseDossier` accepts with calls of a realistic size. */
const bodyLimit = 1024 * 1024

/** Stores a dossier. Its digest is its name; whoever has it can check it. */
export async function POST(request: Request): Promise<Response> {
  try {
    const json = await readText(request, bodyLimit)
    const { patch, isNew } = await savePatch(await getServerContext(), { json })
    return jsonResponse({ digest: patch.digest }, isNew ? 201 : 200)
  } catch (error) {
    return errorResponse(error, error instanceof BodyTooLargeError ? 413 : undefined)
  }
}
