import type { Check } from '@/lib/core/check/check'
import { hashOperation } from '@/lib/core/timelock/hash-operation'

/** TL-04. Whether the operation under review is the one that the timelock knows by this id. */
export const idRecomputed: Check<'operation'> = {
  id: 'TL-04',
  title: 'The operation id is the hash of the calls under review',
  severity: 'critical',
  about: 'patch',
  kind: 'integrity',
  needs: ['operation'],
  remedy: 'Do not sign: what is shown is not what would be executed.',
  run: ({ operation }) => {
    const computed = hashOperation(operation.content)
    const evidence = [{ where: operation.id, what: `computed here: ${computed}` }]
    return computed === operation.id
      ? { verdict: 'pass', detail: 'Computed again from calls, predecessor and salt.', evidence }
      : { verdict: 'fail', detail: 'The id belongs to other calls.', evidence }
  },
}
