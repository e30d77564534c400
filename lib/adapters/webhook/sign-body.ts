import { createHmac } from 'node:crypto'

/**
 * The headers by which a receiver knows that a body is ours and not an old one: HMAC-SHA-256 over `<timestamp>.<body>`.
 *
 * @param parameters.timestamp Seconds since the epoch, by the clock of this server.
 */
export function signBody({
  secret,
  timestamp,
  body,
}: {
  readonly secret: string
  readonly timestamp: bigint
  readonly body: string
}): Record<string, string> {
  const mac = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')
  return { 'suture-timestamp': String(timestamp), 'suture-signature': `v1=${mac}` }
}
