import type { Check } from '@/lib/core/check/check'
import { relatedOperations } from './related-operations'

/** TL-03. Whether it does harm that anyone chooses the moment of execution. */
export const executorChosen: Check<'timelock' | 'operation' | 'pending operations'> = {
  id: 'TL-03',
  title: 'Nobody gains by choosing when to execute',
  severity: 'high',
  about: 'patch',
  kind: 'judgement',
  needs: ['timelock', 'operation', 'pending operations'],
  incident:
    'Sonne, 2024-05-14, 20 million: with an open executor the attacker himself executed what suited him, in one transaction with the attack.',
  remedy: 'Restrict the executor, or bind the operations to one order.',
  run: (values) => {
    if (!values.timelock.roles.executor.open) {
      const { holders } = values.timelock.roles.executor
      const detail = `Only ${holders.length} accounts may execute.`
      return { verdict: 'pass', detail, evidence: [] }
    }
    const related = relatedOperations(values.operation, values['pending operations'])
    const evidence = related.map(({ id }) => ({
      where: id,
      what: 'can be executed in another order',
    }))
    return related.length > 0
      ? {
          verdict: 'fail',
          detail: 'Anyone may execute, in any order, operations on the same contracts.',
          evidence,
        }
      : {
          verdict: 'pass',
          detail: 'Anyone may execute, and no other pending operation depends on the order.',
          evidence,
        }
  },
}
