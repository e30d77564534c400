import { errorResponse, jsonResponse } from '@/app/api/v1/json'
import { findPatch } from '@/app/api/v1/patches/[digest]/find-patch'
import { valueResponse } from '@/app/api/v1/value-response'
import { writeRoute } from '@/app/api/v1/write-route'
import {
  NoSuchReportError,
  readAttestations,
  saveAttestation,
  TooManyAttestationsError,
} from '@/lib/actions/attestations/save-attestation'
import { getServerContext } from '@/lib/config/server-context'
import { BaseError } from '@/lib/core/error/base-error'
import { attestationDocument } from '@/lib/core/signing/attestation-document'
import { hashAttestation } from '@/lib/core/signing/attestation-typed-data'

/** A note of a thousand characters, a signature of many owners, and all that stands beside them. */
const bodyLimit = 32 * 1_024

type Context = { params: Promise<{ digest: string }> }

/** What reviewers have signed of the operation of a patch, oldest first: each a document that anybody can verify. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  try {
    const place = await placeOf((await params).digest)
    if (place instanceof Response) return place
    const stored = await readAttestations(await getServerContext(), place)
    return valueResponse(request, {
      attestations: stored.map(({ submittedAt, checkedBlock, ...attestation }) => ({
        attestation: attestationDocument(attestation),
        submittedAt,
        checkedBlock,
      })),
    })
  } catch (error) {
    return errorResponse(error)
  }
}

/** Keeps what a reviewer has signed. The same again changes nothing. */
export const POST = writeRoute<Context>(
  {
    route: 'POST /api/v1/patches/[digest]/attestations',
    kind: 'attestation',
    bodyLimit,
  },
  async ({ text, note }, { params }) => {
    try {
      const place = await placeOf((await params).digest)
      if (place instanceof Response) return place
      note({ subject: place.operation })
      const context = await getServerContext()
      const { attestation, isNew } = await saveAttestation(context, { json: text, place })
      const { signer, verdict } = attestation
      note({ actor: signer })
      const hash = hashAttestation(attestation)
      return jsonResponse({ hash, signer, verdict }, isNew ? 201 : 200)
    } catch (error) {
      return errorResponse(error, statusOf(error))
    }
  },
)

async function placeOf(key: string) {
  const found = await findPatch(key)
  if (found instanceof Response) return found
  const { operationId: operation, timelock } = found.record
  if (operation && timelock) return { timelock, operation }
  const hint = 'What no timelock has an id for cannot be attested to.'
  return errorResponse(new BaseError('That patch has no operation.', { hint }), 404)
}

function statusOf(error: unknown): number | undefined {
  if (error instanceof NoSuchReportError) return 404
  return error instanceof TooManyAttestationsError ? 429 : undefined
}
