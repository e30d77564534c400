import type { Check } from '@/lib/core/check/check'
import type { FindingEvidence } from '@/lib/core/check/finding'
import type { UpgradeAttempt } from './upgrade-attempts'

/** PX-02. Whether nobody but the chosen can upgrade once the patch has run. */
export const upgradeClosed: Check<'upgrade attempts'> = {
  id: 'PX-02',
  title: 'No stranger can upgrade afterwards',
  severity: 'critical',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['upgrade attempts'],
  incident:
    'UUPS proxies whose new code left `_authorizeUpgrade` empty, found in audits again and again: whoever is first owns the proxy.',
  remedy: 'Let `_authorizeUpgrade` check the caller as before.',
  run: ({ 'upgrade attempts': { attempts, stranger, untried } }) => {
    const open = attempts.filter(({ after }) => after !== undefined)
    const targets = new Set(attempts.map(({ target }) => target)).size
    const tried = `Tried: ${attempts.length} calls on ${targets} contracts, from ${stranger}.`
    if (open.length > 0) {
      const detail = `A stranger can upgrade. ${tried}`
      return { verdict: 'fail', detail, evidence: open.map(toEvidence) }
    }
    if (attempts.length === 0) {
      return { verdict: 'unknown', detail: 'Nothing was tried.', evidence: [] }
    }
    if (untried.length > 0) {
      const evidence = untried.map((where) => ({
        where,
        what: 'was not tried: there are too many',
      }))
      return { verdict: 'unknown', detail: `Not every proxy was tried. ${tried}`, evidence }
    }
    return { verdict: 'pass', detail: `No stranger can upgrade. ${tried}`, evidence: [] }
  },
}

function toEvidence({ target, name, before, after }: UpgradeAttempt): FindingEvidence {
  return { where: target, what: `${name}: ${after}${before ? '; before too' : ''}` }
}
