import { namedTransaction } from '@/app/(desk)/patches/[patch]/named-transaction'
import { patchSigning } from '@/app/(desk)/patches/[patch]/patch-signing'
import { errorResponse } from '@/app/api/v1/json'
import { patchResponse } from '@/app/api/v1/patches/[digest]/patch-response'
import { valueResponse } from '@/app/api/v1/value-response'
import { safeOf } from '@/components/safe/signature-progress'
import { readQuery } from '@/lib/core/api/read-query'
import { signingQuery } from '@/lib/core/api/signing-answers'
import { BaseError } from '@/lib/core/error/base-error'
import { knownSafes } from '@/lib/core/patch/attention'
import { leadTransaction } from '@/lib/core/patch/lead-transaction'

type Context = { params: Promise<{ digest: string }> }

/** What is known of a Safe transaction of a patch where it is signed: the lead, or the one that is named. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  return await patchResponse((await params).digest, async (found, loaded) => {
    const { desk, record } = found
    const { tx } = readQuery(signingQuery, new URL(request.url).searchParams)
    const proposed = tx === undefined ? leadTransaction(record) : namedTransaction(record, tx)
    if (!proposed) {
      const what = 'This patch has no such Safe transaction.'
      const hint = 'Its summary lists those that are known, as signatures.'
      return errorResponse(new BaseError(what, { hint }), 404)
    }
    const safe = safeOf(knownSafes(desk), proposed)
    if (!safe) {
      const what = 'The Safe could not be read, so that nothing can be said of its signatures.'
      return errorResponse(new BaseError(what, { hint: 'Ask again in a moment.', retry: true }))
    }
    return valueResponse(request, await patchSigning({ ...loaded, found, proposed, safe }))
  })
}
