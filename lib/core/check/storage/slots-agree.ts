import { visibleText } from '@/lib/core/chain/visible-text'
import type { Check } from '@/lib/core/check/check'
import { type FindingEvidence, type Verdict, worstVerdict } from '@/lib/core/check/finding'
import { findContradictions } from './find-contradictions'
import { findMovedFunctions, placesBySelector } from './find-moved-functions'
import { describePlace, storagePlaces } from './storage-places'

export type SlotDifference = {
  readonly verdict: Extract<Verdict, 'pass' | 'warn' | 'fail'>
  readonly evidence: FindingEvidence
}

/** ST-09. Whether old and new code use the same slots for the same things, from the code alone. */
export const slotsAgree: Check<'old analysis' | 'new analysis'> = {
  id: 'ST-09',
  title: 'The code itself uses the same slots',
  severity: 'high',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['old analysis', 'new analysis'],
  incident:
    'Pike Finance, 2024-04-30, about 1.7 million: new code read every variable one slot further than the old code had written it, which the code shows without its sources.',
  remedy:
    'Compare the storage layouts of both sources; where there are none, ask for them before signing.',
  run: (values) => {
    const [from, to] = [values['old analysis'], values['new analysis']]
    if (!from.touchesStorage) {
      const detail = 'The old code has no instruction that reads or writes storage.'
      return { verdict: 'not-applicable', detail, evidence: [] }
    }
    const isUnread = [from, to].some((side) => side.touchesStorage && side.storage.length === 0)
    if (isUnread) {
      const detail = 'The slots that the code uses could not be read from it.'
      return { verdict: 'unknown', detail, evidence: [] }
    }
    const dispatched = new Set(to.selectors)
    const common = [...placesBySelector(from).keys()].filter((one) => dispatched.has(one)).sort()
    const found = [...findMovedFunctions({ from, to, common }), ...findContradictions({ from, to })]
    const evidence = found.map((one) => one.evidence)
    const verdict = worstVerdict(['pass', ...found.map((one) => one.verdict)])
    if (common.length === 0 && verdict !== 'fail') {
      const detail = 'No function that both codes dispatch was seen to use storage.'
      return { verdict: 'unknown', detail, evidence }
    }
    const count = found.filter((one) => one.verdict === verdict).length
    switch (verdict) {
      case 'fail':
        return { verdict, detail: `${count} uses of storage are at odds.`, evidence }
      case 'warn':
        return { verdict, detail: `${count} functions or slots need a look.`, evidence }
      default: {
        const places = storagePlaces(to, undefined).map((place) => ({
          where: describePlace(place),
          what: visibleText(place.type),
        }))
        const detail = `As far as the code could be followed, ${common.length} of ${from.selectors.length} functions use the slots that they used, and of the others none was seen. Variables of one size that changed places within a function would not be seen.`
        return { verdict: 'pass', detail, evidence: [...evidence, ...places] }
      }
    }
  },
}
