import type { Check } from '@/lib/core/check/check'

/** BC-09. Whether the new code is itself a proxy, so that other code runs than the one that was read. */
export const forwardsToNothing: Check<'upgrade' | 'new code layers'> = {
  id: 'BC-09',
  title: 'The new implementation forwards to nothing',
  severity: 'critical',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['upgrade', 'new code layers'],
  incident:
    'USPD, 2025-12-05, about 1 million: for months a hidden proxy stood between the proxy and the audited code, and explorers showed the audited code.',
  remedy: 'Upgrade to the code that is to run, not to what points at it.',
  run: ({ upgrade, 'new code layers': layers }) => {
    if (layers.length === 0) {
      const evidence = [{ where: upgrade.to, what: 'what it is asked it answers itself' }]
      return { verdict: 'pass', detail: 'It is no proxy of a kind that is known.', evidence }
    }
    const evidence = layers.map(({ at, implementations, evidence: how }) => ({
      where: at,
      what: `${implementations.join(', ') || 'code that nobody could name'}: ${how}`,
    }))
    const isNamed = layers.some(({ implementations }) => implementations.length > 0)
    return isNamed
      ? { verdict: 'fail', detail: 'It runs code that stands elsewhere.', evidence }
      : { verdict: 'unknown', detail: 'It calls out, and where to was not found.', evidence }
  },
}
