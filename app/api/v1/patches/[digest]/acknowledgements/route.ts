import { errorResponse, jsonResponse } from '@/app/api/v1/json'
import { findPatch } from '@/app/api/v1/patches/[digest]/find-patch'
import { valueResponse } from '@/app/api/v1/value-response'
import { writeRoute } from '@/app/api/v1/write-route'
import { readAcknowledgements } from '@/lib/actions/acknowledgements/read-acknowledgements'
import {
  AnsweredBeforeError,
  NotReviewedError,
  saveAcknowledgement,
} from '@/lib/actions/acknowledgements/save-acknowledgement'
import { getServerContext } from '@/lib/config/server-context'
import { BaseError } from '@/lib/core/error/base-error'
import { parseKey } from '@/lib/core/patch/find-record'
import type { StoredAcknowledgement } from '@/lib/core/signing/acknowledgement'

/** A reason of a thousand characters, whatever its alphabet, and all that stands beside it. */
const bodyLimit = 32 * 1024

type Context = { params: Promise<{ digest: string }> }

/** What owners have answered to findings of the patch, oldest first: each with the signature that proves whose it is. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const key = parseKey((await params).digest)
  if (!key) return noKey((await params).digest)
  try {
    const context = await getServerContext()
    const given = await readAcknowledgements(context, { patch: key })
    // They are signed for one key of the patch: under another one there would seem to be none.
    const found = given.length > 0 ? undefined : await findPatch(key)
    const stored =
      !found || found instanceof Response
        ? given
        : await readAcknowledgements(context, { patch: found.record.key })
    return valueResponse(request, { acknowledgements: stored.map(wireOf) })
  } catch (error) {
    return errorResponse(error)
  }
}

/** Keeps what an owner answers to one finding. The same again changes nothing. */
export const POST = writeRoute<Context>(
  {
    route: 'POST /api/v1/patches/[digest]/acknowledgements',
    kind: 'acknowledgement',
    bodyLimit,
  },
  async ({ text, note }, { params }) => {
    const key = parseKey((await params).digest)
    if (!key) return noKey((await params).digest)
    note({ subject: key })
    try {
      const { acknowledgement, isNew } = await saveAcknowledgement(await getServerContext(), {
        patch: key,
        json: text,
      })
      const { check, finding, signer } = acknowledgement
      note({ actor: signer })
      return jsonResponse({ patch: key, check, finding, signer }, isNew ? 201 : 200)
    } catch (error) {
      return errorResponse(error, statusOf(error))
    }
  },
)

function statusOf(error: unknown): number | undefined {
  if (error instanceof NotReviewedError) return 404
  return error instanceof AnsweredBeforeError ? 409 : undefined
}

function noKey(given: string): Response {
  const hint = 'Give the patch digest, the operation id or the safeTxHash that its page has.'
  const facts = [['Given', given]] as const
  return errorResponse(new BaseError('That is no key of a patch.', { facts, hint }))
}

/** The Safe as two members, as in what is sent. */
function wireOf({ safe, ...content }: StoredAcknowledgement) {
  return { ...content, chainId: safe.chainId, safe: safe.address }
}
