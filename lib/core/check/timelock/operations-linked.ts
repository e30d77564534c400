import type { Check } from '@/lib/core/check/check'
import { relatedOperations } from './related-operations'

/**
 * TL-02. Whether what belongs together is executed together. Only what the calldata shows: which orders really do harm
 * is for a simulation.
 */
export const operationsLinked: Check<'operation' | 'pending operations'> = {
  id: 'TL-02',
  title: 'Operations on the same contracts are bound to an order',
  severity: 'critical',
  about: 'patch',
  kind: 'judgement',
  needs: ['operation', 'pending operations'],
  incident:
    'Sonne, 2024-05-14, 20 million: adding a market and setting its collateral factor were queued apart, and somebody executed one without the other.',
  remedy: 'Put them into one batch, or name the first as predecessor of the second.',
  run: (values) => {
    const related = relatedOperations(values.operation, values['pending operations'])
    const evidence = related.map(({ id }) => ({
      where: id,
      what: 'calls the same contracts, and neither waits for the other',
    }))
    if (evidence.length > 0) {
      const detail = `${evidence.length} other operations can be executed before, after or without this one.`
      return { verdict: 'fail', detail, evidence }
    }
    const detail = `None of ${values['pending operations'].length} pending operations is loosely related.`
    return { verdict: 'pass', detail, evidence }
  },
}
