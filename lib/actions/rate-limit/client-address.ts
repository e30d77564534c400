import { isIP } from 'node:net'

export type ClientAddressParameters = {
  /** From which the connection comes; undefined where nothing tells. */
  readonly peer: string | null
  /** X-Forwarded-For: each proxy writes behind it from whom it heard. */
  readonly forwardedFor: string | null
  /** How many of its last entries are of proxies of ours. */
  readonly proxies: number
}

/**
 * Who asks: an IPv4 address, or the 64 bits of an IPv6 address that one customer has.
 *
 * What a client has written into the header itself stands further to the left than what our proxies wrote, and is not
 * looked at. Where the header is shorter than it has to be, somebody came past a proxy: then the connection counts.
 */
export function clientAddress({ peer, forwardedFor, proxies }: ClientAddressParameters): string {
  const entries = (forwardedFor ?? '').split(',').map((entry) => entry.trim())
  // Next writes it where a client has not. Only where nothing tells of the connection is that believed.
  const own = peer ?? entries.at(-1) ?? ''
  const told = proxies > 0 && entries.length >= proxies ? entries.at(-proxies) : undefined
  return groupOf(told !== undefined && isIP(told) !== 0 ? told : own)
}

function groupOf(address: string): string {
  // IPv4 as a socket for both tells it.
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? []
  if (mapped) return mapped
  if (isIP(address) !== 6) return isIP(address) === 4 ? address : 'unknown'
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length)
  const words = [...before, ...Array.from({ length: zeros }, () => '0'), ...after]
  return `${words
    .slice(0, 4)
    .map((word) => Number.parseInt(word, 16).toString(16))
    .join(':')}::/64`
}
