import type { Proxy } from '@/lib/core/proxy/proxy'

/** The kinds of proxies as they are written. */
export const proxyKindNames: Readonly<Record<Proxy['kind'], string>> = {
  uups: 'UUPS',
  transparent: 'transparent',
  beacon: 'beacon',
}
