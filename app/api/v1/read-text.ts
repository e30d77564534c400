import { BodyTooLargeError } from './body-too-large-error'

/**
 * Reads the body of a request up to a limit in bytes, and no further whatever the headers claim.
 *
 * @throws BodyTooLargeError
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
    if (size > limit) {
      await reader.cancel()
      throw new BodyTooLargeError({ limit })
    }
    chunks.push(value)
  }
  return Buffer.concat(chunks).toString('utf8')
}
