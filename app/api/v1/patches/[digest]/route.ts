import { isHash } from 'viem'
import { documentResponse } from '@/app/api/v1/document-response'
import { errorResponse } from '@/app/api/v1/json'
import { readStoredDossier } from '@/lib/actions/read-stored-dossier'
import { getServerContext } from '@/lib/config/server-context'
import { BaseError } from '@/lib/core/error/base-error'

/** The dossier with this digest, byte for byte as it was hashed: check it with keccak256. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ digest: string }> },
): Promise<Response> {
  const { digest } = await params
  if (!isHash(digest)) {
    const hint = 'Give the patch digest: 0x and 64 hexadecimal characters.'
    return errorResponse(new BaseError('That is no digest.', { facts: [['Given', digest]], hint }))
  }
  try {
    const json = await readStoredDossier(await getServerContext(), { digest })
    return json === undefined
      ? notStored()
      : documentResponse(request, { hash: digest, json, isForever: true })
  } catch (error) {
    return errorResponse(error)
  }
}

function notStored(): Response {
  const hint = 'It may be stored at another instance, or the operation was scheduled without one.'
  return errorResponse(new BaseError('No dossier with this digest is stored here.', { hint }), 404)
}
