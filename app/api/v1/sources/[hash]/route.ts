import { isHash } from 'viem'
import { errorResponse, forAnyReader } from '@/app/api/v1/json'
import { readStoredBundle } from '@/lib/actions/read-stored-bundle'
import { getServerContext } from '@/lib/config/server-context'
import { BaseError } from '@/lib/core/error/base-error'

/** The source bundle with this hash, byte for byte as it was hashed: check it with keccak256. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ hash: string }> },
): Promise<Response> {
  const { hash } = await params
  if (!isHash(hash)) {
    const hint = 'Give the hash of a source bundle: 0x and 64 hexadecimal characters.'
    return errorResponse(new BaseError('That is no hash.', { facts: [['Given', hash]], hint }))
  }
  try {
    return bundleResponse(await readStoredBundle(await getServerContext(), { hash }))
  } catch (error) {
    return errorResponse(error)
  }
}

function bundleResponse(json: string | undefined): Response {
  if (json === undefined) {
    const hint =
      'It may be stored at another instance. Upload the sources with POST /api/v1/sources.'
    return errorResponse(new BaseError('No sources with this hash are stored here.', { hint }), 404)
  }
  return new Response(json, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      ...forAnyReader,
      // Its name is its hash, so it can never change.
      'cache-control': 'public, max-age=31536000, immutable',
    },
  })
}
