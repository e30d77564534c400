import type { Acknowledgement } from './acknowledgement'

/** The JSON in which an acknowledgement is sent; the address of the request names the patch. */
export function serializeAcknowledgement(acknowledgement: Acknowledgement): string {
  const { safe, check, subject, finding, reason, signer, signature } = acknowledgement
  const { chainId, address } = safe
  return JSON.stringify({
    chainId,
    safe: address,
    check,
    subject,
    finding,
    reason,
    signer,
    signature,
  })
}
