import type { Check } from '@/lib/core/check/check'
import { evidenceAt, passIfRead, unreadParts } from '@/lib/core/check/model-evidence'
import type { ContractModel, FunctionModel } from '@/lib/core/source/contract-model'
import type { PureComparison, PureResult } from '@/lib/core/source/pure-comparison'

/** FV-01. Whether pure functions whose code changed give the same for all arguments. */
export const pureFunctionsEqual: Check<'old model' | 'new model' | 'pure functions'> = {
  id: 'FV-01',
  title: 'Pure functions are equal for all inputs',
  severity: 'high',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['old model', 'new model', 'pure functions'],
  incident:
    'Compound, proposal 62, 2021-09-30, 80 million: > stood where >= was meant, and the reward counted from another index.',
  remedy: 'Work the example through, and say why the function is meant to give another result.',
  run: (values) => {
    const { same, changed } = values['pure functions']
    const impure = noLongerPure(values['old model'], values['new model'])
    const evidence = [
      ...changed.flatMap((one) =>
        one.result.kind === 'equal' ? [] : [evidenceAt(one.place, wordsOf(one))],
      ),
      ...impure.map(({ place, signature }) =>
        evidenceAt(place, `${signature} was pure, and looks at more than its arguments now`),
      ),
    ]
    const count = (kind: PureResult['kind']) =>
      changed.filter(({ result }) => result.kind === kind).length
    const of = `${changed.length} changed pure functions`
    if (count('values') > 0) {
      const detail = `${count('values')} of ${of} give other results.`
      return { verdict: 'fail', detail, evidence }
    }
    if (count('unknown') > 0) {
      const detail = `${count('unknown')} of ${of} could not be compared for all arguments.`
      return { verdict: 'unknown', detail, evidence }
    }
    if (impure.length > 0) {
      const detail = `${impure.length} functions that were pure are so no more, and were not compared.`
      return { verdict: 'unknown', detail, evidence }
    }
    if (count('reverts') > 0) {
      const detail = `${count('reverts')} of ${of} revert elsewhere; where both return, the results are equal.`
      return { verdict: 'warn', detail, evidence }
    }
    const unread = unreadParts(values['old model'], values['new model'])
    return passIfRead({ ...passed(values['pure functions'], same), evidence }, unread)
  },
}

/** Functions that still are there, and see more than their arguments now. */
function noLongerPure(from: ContractModel, to: ContractModel): readonly FunctionModel[] {
  const before = new Set(from.pureFunctions.map(({ signature }) => signature))
  const after = new Set(to.pureFunctions.map(({ signature }) => signature))
  return to.functions.filter(({ signature }) => before.has(signature) && !after.has(signature))
}

function passed({ changed }: PureComparison, same: number) {
  if (same + changed.length === 0) {
    const detail = 'The versions have no pure function in common.'
    return { verdict: 'not-applicable', detail } as const
  }
  const detail =
    changed.length === 0
      ? `No pure function changed; ${same} have the same code.`
      : `${changed.length} pure functions changed and are proved equal for all arguments; ${same} have the same code.`
  return { verdict: 'pass', detail } as const
}

function wordsOf({ signature, result }: PureComparison['changed'][number]): string {
  if (result.kind === 'unknown') return `${signature}: ${result.reason}`
  if (result.kind === 'equal') return `${signature} is equal`
  const { inputs, before, after } = result.example
  const given = inputs.map(({ name, value }) => `${name} = ${value}`).join(', ')
  const places = given === '' ? '' : `for ${given} `
  return `${signature}: ${places}it was ${before} and is ${after}`
}
