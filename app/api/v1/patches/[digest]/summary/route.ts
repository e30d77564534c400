import { patchSummary } from '@/app/(desk)/patches/[patch]/patch-summary'
import { patchResponse } from '@/app/api/v1/patches/[digest]/patch-response'
import { valueResponse } from '@/app/api/v1/value-response'

type Context = { params: Promise<{ digest: string }> }

/** All that the page of a patch shows, whether or not it has a dossier. Whoever only asks begins nothing. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  return await patchResponse((await params).digest, async (found, loaded) =>
    valueResponse(request, await patchSummary(found, loaded)),
  )
}
