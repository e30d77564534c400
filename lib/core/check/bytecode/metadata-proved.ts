import type { Check } from '@/lib/core/check/check'

/** BC-02. Whether the hash in the code covers comments, names and paths of the sources as they are shown. */
export const metadataProved: Check<'new verification'> = {
  id: 'BC-02',
  title: 'Comments and paths are those of the sources too',
  severity: 'low',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['new verification'],
  remedy:
    'What runs is proved; what is written beside it is not. Read the code and not the comments, or ask for the very files that were compiled.',
  run: (values) => {
    const { match } = values['new verification']
    const evidenceOf = (what: string) => [{ where: 'metadata', what }]
    switch (match) {
      case 'exact':
        return {
          verdict: 'pass',
          detail: 'The code holds the hash of these very files.',
          evidence: evidenceOf('equal to the byte'),
        }
      case 'metadata-only':
        return {
          verdict: 'warn',
          detail: 'The same code, made from files that may read otherwise.',
          evidence: evidenceOf('another hash, or none'),
        }
      case 'mismatch':
        return {
          verdict: 'fail',
          detail: 'The code is not made from these files at all (BC-01).',
          evidence: evidenceOf('of other code'),
        }
    }
  },
}
