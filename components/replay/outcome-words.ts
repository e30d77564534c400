import type { ReplayOutcome } from '@/lib/core/replay/replay-result'

/** An outcome in words, and the check that judges it. */
export const outcomeWords: Readonly<
  Record<ReplayOutcome, { readonly words: string; readonly check?: string }>
> = {
  'newly succeeds': { words: 'reverted → now succeeds', check: 'DR-02' },
  'newly reverts': { words: 'succeeded → now reverts', check: 'DR-03' },
  different: { words: 'other effect', check: 'DR-01' },
  same: { words: 'same effect' },
  'not reproducible': { words: 'not as on the chain with the old code either' },
  unknown: { words: 'could not be run' },
  'not run': { words: 'before the proxy had this code' },
}
