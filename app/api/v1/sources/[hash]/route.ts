import { isHash } from 'viem'
import { documentResponse } from '@/app/api/v1/document-response'
import { errorResponse } from '@/app/api/v1/json'
import { readStoredBundle } from '@/lib/actions/read-stored-bundle'
import { getServerContext } from '@/lib/config/server-context'
import { BaseError } from '@/lib/core/error/base-error'

/** The source bundle with this hash, byte for byte as it was hashed: check it with keccak256. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ hash: string }> },
): Promise<Response> {
  const { hash } = await params
  if (!isHash(hash)) {
    const hint = 'Give the hash of a source bundle: 0x and 64 hexadecimal characters.'
    return errorResponse(new BaseError('That is no hash.', { facts: [['Given', hash]], hint }))
  }
  try {
    const json = await readStoredBundle(await getServerContext(), { hash })
    return json === undefined
      ? notStored()
      : documentResponse(request, { hash, json, isForever: true })
  } catch (error) {
    return errorResponse(error)
  }
}

function notStored(): Response {
  const hint = 'It may be stored at another instance. Upload the sources with POST /api/v1/sources.'
  return errorResponse(new BaseError('No sources with this hash are stored here.', { hint }), 404)
}
