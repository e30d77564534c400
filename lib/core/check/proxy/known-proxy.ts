import type { Check } from '@/lib/core/check/check'

/** PX-05. Whether what is upgraded belongs to the protocol. */
export const knownProxy: Check<'upgrade' | 'registry'> = {
  id: 'PX-05',
  title: 'The protocol names the proxies as its own',
  severity: 'critical',
  about: 'upgrade',
  kind: 'integrity',
  needs: ['upgrade', 'registry'],
  remedy:
    'Compare the address with what the protocol publishes; add it to the configuration if it is its own.',
  run: ({ upgrade: { proxies }, registry }) => {
    const named = proxies.map((proxy) => ({ proxy, name: registry.get(proxy.toLowerCase()) }))
    const strange = named.filter(({ name }) => name === undefined)
    if (strange.length > 0) {
      const evidence = strange.map(({ proxy }) => ({ where: proxy, what: 'is not configured' }))
      return {
        verdict: 'fail',
        detail: 'The configuration does not know what is upgraded.',
        evidence,
      }
    }
    const evidence = named.map(({ proxy, name = '' }) => ({ where: proxy, what: name }))
    return {
      verdict: 'pass',
      detail: `${proxies.length} of ${proxies.length} are known.`,
      evidence,
    }
  },
}
