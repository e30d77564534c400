import type { Check } from '@/lib/core/check/check'

/** CF-02. Whether one key, or none, is enough. */
export const noSingleKey: Check<'safe' | 'timelock'> = {
  id: 'CF-02',
  title: 'It takes several owners and a delay',
  severity: 'critical',
  about: 'patch',
  kind: 'judgement',
  needs: ['safe', 'timelock'],
  incident:
    'Ronin, 2024-08-06, 12 million: an upgrade left the weight of the operators at 0, and with it the votes that a withdrawal needs. Kelp, 2026-04-18, about 292 million: one verifier of one.',
  remedy: 'Raise the threshold, add owners, set a delay.',
  run: ({ safe, timelock }) => {
    const { threshold, owners, modules } = safe
    const wrong = [
      ...(threshold < 2
        ? [{ where: 'threshold', what: `${threshold} of ${owners.length} owners` }]
        : []),
      ...(timelock.minDelay === 0n ? [{ where: 'delay', what: '0 s' }] : []),
    ]
    if (wrong.length > 0) {
      return {
        verdict: 'fail',
        detail: 'A single key, or nobody’s patience, decides.',
        evidence: wrong,
      }
    }
    const evidence = [
      ...(threshold === owners.length
        ? [{ where: 'threshold', what: `${threshold} of ${owners.length}: one lost key stops all` }]
        : []),
      ...modules.map((module) => ({ where: 'module', what: `${module} acts without signatures` })),
    ]
    return evidence.length > 0
      ? {
          verdict: 'warn',
          detail: `${threshold} of ${owners.length} owners, with exceptions.`,
          evidence,
        }
      : {
          verdict: 'pass',
          detail: `${threshold} of ${owners.length} owners, then ${timelock.minDelay} s.`,
          evidence,
        }
  },
}
