export type Destination = {
  readonly href: string
  readonly label: string
  /** A document of its own, under a policy of its own: it is loaded, not rendered into the page that is there. */
  readonly isDocument?: boolean | undefined
}

/** The main places of the desk, in the order of the bar. */
export const destinations: readonly Destination[] = [
  { href: '/', label: 'Overview' },
  { href: '/queue', label: 'Queue' },
  { href: '/timelocks', label: 'Timelocks' },
  { href: '/safes', label: 'Safes' },
  { href: '/verify', label: 'Verify', isDocument: true },
]

/** Whether a path lies in a destination. Patches are reached from the queue and count to it. */
export function isWithin({ href, pathname }: { href: string; pathname: string }): boolean {
  if (href === '/') return pathname === '/'
  if (href === '/queue' && pathname.startsWith('/patches/')) return pathname !== '/patches/new'
  return pathname === href || pathname.startsWith(`${href}/`)
}
