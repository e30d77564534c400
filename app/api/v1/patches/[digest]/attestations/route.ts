import {
  attestationLimit,
  attestationsResponse,
  saveAttestationResponse,
} from '@/app/api/v1/attestation-responses'
import { errorResponse } from '@/app/api/v1/json'
import { findPatch } from '@/app/api/v1/patches/[digest]/find-patch'
import { writeRoute } from '@/app/api/v1/write-route'
import { BaseError } from '@/lib/core/error/base-error'

type Context = { params: Promise<{ digest: string }> }

/** What reviewers have signed of the operation of a patch. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  try {
    const place = await placeOf((await params).digest)
    return place instanceof Response ? place : await attestationsResponse(request, place)
  } catch (error) {
    return errorResponse(error)
  }
}

/** Keeps what a reviewer has signed of the operation of a patch. */
export const POST = writeRoute<Context>(
  {
    route: 'POST /api/v1/patches/[digest]/attestations',
    kind: 'attestation',
    bodyLimit: attestationLimit,
  },
  async (write, { params }) => {
    const place = await placeOf((await params).digest)
    return place instanceof Response ? place : await saveAttestationResponse(write, place)
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
