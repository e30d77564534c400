import type { Verification } from '@/lib/core/bytecode/verification'
import type { Judgement } from '@/lib/core/check/check'

/** What cannot be told because code is not made from its sources, so that its places have no names. */
export function unprovedSources(old: Verification, now: Verification): Judgement {
  const sides = [
    { name: 'old code', verification: old },
    { name: 'new code', verification: now },
  ].filter(({ verification }) => verification.match === 'mismatch')
  return {
    verdict: 'unknown',
    detail: 'Not checked: the code is not made from its sources.',
    evidence: sides.map(({ name }) => ({ where: name, what: 'the sources give other code' })),
  }
}
