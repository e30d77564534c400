import { errorResponse, jsonResponse } from '@/app/api/v1/json'
import { valueResponse } from '@/app/api/v1/value-response'
import type { Write } from '@/app/api/v1/write-route'
import {
  NoSuchReportError,
  type OperationPlace,
  readAttestations,
  saveAttestation,
  TooManyAttestationsError,
} from '@/lib/actions/attestations/save-attestation'
import { getServerContext } from '@/lib/config/server-context'
import { attestationDocument } from '@/lib/core/signing/attestation-document'
import { hashAttestation } from '@/lib/core/signing/attestation-typed-data'

/** Bytes: a note of a thousand characters, a signature of many owners, and all that stands beside them. */
export const attestationLimit = 32 * 1_024

/** What reviewers have signed of an operation, oldest first: each a document that anybody can verify. */
export async function attestationsResponse(
  request: Request,
  place: OperationPlace,
): Promise<Response> {
  const stored = await readAttestations(await getServerContext(), place)
  return valueResponse(request, {
    attestations: stored.map(({ submittedAt, checkedBlock, ...attestation }) => ({
      attestation: attestationDocument(attestation),
      submittedAt,
      checkedBlock,
    })),
  })
}

/** Keeps what a reviewer has signed of an operation. The same again changes nothing. */
export async function saveAttestationResponse(
  { text, note }: Pick<Write, 'text' | 'note'>,
  place: OperationPlace,
): Promise<Response> {
  note({ subject: place.operation })
  try {
    const context = await getServerContext()
    const { attestation, isNew } = await saveAttestation(context, { json: text, place })
    const { signer, verdict } = attestation
    note({ actor: signer })
    const hash = hashAttestation(attestation)
    return jsonResponse({ hash, signer, verdict }, isNew ? 201 : 200)
  } catch (error) {
    return errorResponse(error, statusOf(error))
  }
}

function statusOf(error: unknown): number | undefined {
  if (error instanceof NoSuchReportError) return 404
  return error instanceof TooManyAttestationsError ? 429 : undefined
}
