import type { Check } from '@/lib/core/check/check'
import { judgeOrders } from './judge-orders'
import { relatedOperations } from './related-operations'

/**
 * TL-02. Whether what belongs together is executed together. A review sees only what the calldata shows; a simulation has
 * tried which orders really do harm.
 */
export const operationsLinked: Check<'operation' | 'pending operations', 'operation orders'> = {
  id: 'TL-02',
  title: 'Operations on the same contracts are bound to an order',
  severity: 'critical',
  about: 'patch',
  kind: 'judgement',
  needs: ['operation', 'pending operations'],
  may: ['operation orders'],
  incident:
    'Sonne, 2024-05-14, 20 million: adding a market and setting its collateral factor were queued apart, and somebody executed one without the other.',
  remedy: 'Put them into one batch, or name the first as predecessor of the second.',
  run: (values) => {
    const { 'operation orders': orders } = values
    const related = relatedOperations(values.operation, values['pending operations'])
    if (orders) return judgeOrders(orders, related)
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
