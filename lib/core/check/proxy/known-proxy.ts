import type { Check } from '@/lib/core/check/check'

/** PX-05. Whether what is upgraded belongs to the protocol. */
export const knownProxy: Check<'upgrade' | 'registry'> = {
  id: 'PX-05',
  title: 'The proxy is one that the protocol names as its own',
  severity: 'critical',
  about: 'upgrade',
  kind: 'integrity',
  needs: ['upgrade', 'registry'],
  remedy:
    'Compare the address with the protocol’s documentation; add it to the configuration if it is its own.',
  run: ({ upgrade, registry }) => {
    const name = registry.get(upgrade.proxy.toLowerCase())
    const evidence = [{ where: upgrade.proxy, what: name ?? 'is not in the configuration' }]
    return name === undefined
      ? { verdict: 'fail', detail: 'The configuration does not know this proxy.', evidence }
      : { verdict: 'pass', detail: `It is ${name}.`, evidence }
  },
}
