import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { peerHeader } from '@/lib/config/peer-header'

const held = globalThis as { suturePeers?: boolean }

/**
 * Writes into every request from now on where its connection comes from: what Next hands on of a request does not tell, and
 * X-Forwarded-For says whatever a client writes there.
 */
export function notePeers(): void {
  if (held.suturePeers) return
  held.suturePeers = true
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage }
    delete request.headers[peerHeader]
    const peer = request.socket.remoteAddress
    if (peer !== undefined) request.headers[peerHeader] = peer
  })
}
