import type { Check } from '@/lib/core/check/check'
import type { FindingEvidence } from '@/lib/core/check/finding'
import type { CountedVersion, InitializedVersion } from './initialized-version'

/** IN-06. Whether the new code counts at least as many initialisations as the old one did. */
export const initialisationKept: Check<'initialized versions'> = {
  id: 'IN-06',
  title: 'What was initialised stays so',
  severity: 'critical',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['initialized versions'],
  incident:
    'Pike, 2024-04-30, 1.7 million: the upgrade moved `initialized` to a slot that held zero, and a stranger initialised the contract once more. Arbitrum’s bridge, September 2022: the slot was set back to zero; found in time.',
  remedy: 'Keep the place of `_initialized`, and never write less there than it holds.',
  run: ({ 'initialized versions': versions }) => {
    if (versions.length === 0) {
      const evidence = [{ where: 'proxies', what: 'none of them was read' }]
      return { verdict: 'unknown', detail: 'No count of initialisations was read.', evidence }
    }
    const lower = versions.filter(({ before, after }) =>
      before && after ? after.version < before.version : false,
    )
    if (lower.length > 0) {
      const detail = `${lower.length} of ${versions.length} proxies can be initialised once more.`
      return { verdict: 'fail', detail, evidence: lower.map(toEvidence) }
    }
    const uncounted = versions.filter(({ before, after }) => before && !after)
    if (uncounted.length > 0) {
      const detail = 'The new code does not count initialisations; the old code did.'
      return { verdict: 'warn', detail, evidence: uncounted.map(toEvidence) }
    }
    const evidence = versions.map(toEvidence)
    if (versions.every(({ before, after }) => !before && !after)) {
      const detail = 'Neither code counts initialisations.'
      return { verdict: 'not-applicable', detail, evidence }
    }
    return { verdict: 'pass', detail: 'No count of initialisations goes down.', evidence }
  },
}

function toEvidence({ proxy, before, after }: InitializedVersion): FindingEvidence {
  const place = (after ?? before)?.place
  const where = place ? `${proxy} slot ${slotText(place.slot)}` : proxy
  return { where, what: `initialised: ${inWords(before)} → ${inWords(after)}` }
}

function inWords(counted: CountedVersion | undefined): string {
  if (!counted) return 'not counted'
  return `version ${counted.version} in slot ${slotText(counted.place.slot)}`
}

function slotText(slot: bigint): string {
  return slot < 2n ** 64n ? String(slot) : `0x${slot.toString(16).padStart(64, '0')}`
}
