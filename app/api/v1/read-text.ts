import { BaseError } from '@/lib/core/error/base-error'
import { BodyTooLargeError } from './body-too-large-error'

/** How many times the limit is read and dropped, so that the sender hears why. */
const mostDiscarded = 16

/**
 * Reads the body of a request up to a limit in bytes, whatever the headers claim.
 *
 * @throws BodyTooLargeError; BaseError where it is not UTF-8.
 */
export async function readText(request: Request, limit: number): Promise<string> {
  if (!request.body) return ''
  const reader = request.body.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size <= limit) chunks.push(value)
    // The connection breaks where a client still sends and nobody reads, and with it goes the answer.
    else if (size > mostDiscarded * limit) {
      await reader.cancel().catch(() => {})
      break
    }
  }
  if (size > limit) throw new BodyTooLargeError({ limit })
  return decodeUtf8(Buffer.concat(chunks))
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new BaseError('The body is not UTF-8.', { hint: 'Send the JSON as UTF-8.', cause })
  }
}
