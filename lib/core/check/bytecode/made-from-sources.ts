import type { Verification } from '@/lib/core/bytecode/verification'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { Check } from '@/lib/core/check/check'
import type { FindingEvidence } from '@/lib/core/check/finding'

/** BC-01. Whether the new code is what our own compiler makes of the sources that are shown. */
export const madeFromSources: Check<'new verification'> = {
  id: 'BC-01',
  title: 'The code is made from the sources',
  severity: 'critical',
  about: 'upgrade',
  kind: 'integrity',
  needs: ['new verification'],
  incident:
    'Munchables, 2024-03-26, 62 million (returned): an implementation without verified sources had written a balance of its maker into storage.',
  remedy:
    'Do not sign. Ask for the sources, the settings and the compiler that made this code, and hand them in under Changes, Bytecode.',
  run: (values) => {
    const verification = values['new verification']
    if (verification.match === 'mismatch') {
      const where = `byte ${verification.firstDifference}`
      return {
        verdict: 'fail',
        detail: 'Compiled here, the sources give other code.',
        evidence: [{ where, what: verification.detail }],
      }
    }
    const torn = tornPlaces(verification)
    if (torn.length > 0) {
      const detail = 'Places that a compiler fills with one value hold several.'
      return { verdict: 'fail', detail, evidence: torn }
    }
    const left = verification.immutables.length + verification.libraries.length
    const detail =
      left === 0
        ? 'Compiled here, the sources give this code.'
        : 'Compiled here, the sources give this code; immutables (BC-03) and libraries (BC-04) are filled in later.'
    const what = verification.match === 'exact' ? 'with its metadata' : 'but for its metadata'
    return { verdict: 'pass', detail, evidence: [{ where: 'runtime code', what }] }
  },
}

type Match = Exclude<Verification, { readonly match: 'mismatch' }>

function tornPlaces({ immutables, libraries }: Match): FindingEvidence[] {
  const names = [
    ...immutables.filter((one) => !one.consistent).map((one) => `${one.contract}.${one.name}`),
    ...libraries.filter((one) => !one.consistent).map((one) => `${one.path}:${one.library}`),
  ]
  return names.map((name) => ({
    where: visibleText(name, { maxLength: 200 }),
    what: 'its copies in the code differ',
  }))
}
