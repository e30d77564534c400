import { parseSignatureFile } from './parse-signature-file'
import { serializeSignatureFile } from './serialize-signature-file'
import type { SignatureFile } from './signature-file'

/** Where links lead; what stands behind `#` never leaves the browser. */
const path = '/signatures'

/**
 * A link that carries a signature file in its fragment, which browsers do not send to any server. Percent-encoded JSON: most
 * of it is hex digits, of which base64 would make more characters.
 *
 * @param origin Of the instance that opens it, e.g. `https://suture.example`.
 */
export function signatureLink(file: SignatureFile, origin: string): string {
  return `${origin}${path}#${encodeURIComponent(serializeSignatureFile(file))}`
}

/**
 * Reads what somebody handed over: the text of a file, a link, or the fragment of one.
 *
 * @throws InvalidSignatureFileError, SignatureFileHashError, UnknownSafeVersionError
 */
export function readSignatures(text: string): SignatureFile {
  const trimmed = text.trim()
  if (trimmed.startsWith('{')) return parseSignatureFile(trimmed)
  const fragment = trimmed.slice(trimmed.indexOf('#') + 1)
  return parseSignatureFile(decode(fragment))
}

function decode(fragment: string): string {
  try {
    return decodeURIComponent(fragment)
  } catch {
    // A percent sign that encodes nothing: the parser says what is wrong.
    return fragment
  }
}
