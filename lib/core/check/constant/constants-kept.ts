import type { Check } from '@/lib/core/check/check'
import type { FindingEvidence, Verdict } from '@/lib/core/check/finding'
import { evidenceAt, passIfRead, unreadParts } from '@/lib/core/check/model-evidence'
import type { ContractModel, VariableModel } from '@/lib/core/source/contract-model'

/** CO-01. Whether every constant has the value that it had. */
export const constantsKept: Check<'old model' | 'new model'> = {
  id: 'CO-01',
  title: 'Constants stay',
  severity: 'high',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['old model', 'new model'],
  incident:
    'Uranium, 2021-04-28, over 50 million: an update of the fee changed the scale of its constants, and not everywhere.',
  remedy: 'Look at every use of the constant, and at what is stored in its old scale.',
  run: (values) => {
    const [from, to] = [values['old model'], values['new model']]
    const differences = from.variables.flatMap((one) => compare(one, matchOf(one, from, to)))
    const evidence = differences.map(({ evidence: one }) => one)
    const failed = differences.filter(({ verdict }) => verdict === 'fail').length
    if (failed > 0)
      return { verdict: 'fail', detail: `${failed} constants are others now.`, evidence }
    if (evidence.length > 0) {
      return {
        verdict: 'warn',
        detail: `${evidence.length} constants are gone or new in kind.`,
        evidence,
      }
    }
    const count = from.variables.filter(({ mutability }) => mutability === 'constant').length
    const unread = unreadParts(from, to)
    return passIfRead(
      { verdict: 'pass', detail: `${count} constants kept their value.`, evidence },
      unread,
    )
  },
}

type Difference = { readonly verdict: Verdict; readonly evidence: FindingEvidence }

function compare(from: VariableModel, to: VariableModel | undefined): Difference[] {
  const differs = (verdict: Verdict, what: string): Difference[] => [
    {
      verdict,
      evidence: evidenceAt((to ?? from).place, `${from.name} ${what}`, to ? 'after' : 'before'),
    },
  ]
  const [was, is] = [from.mutability === 'constant', to?.mutability === 'constant']
  if (was && is) {
    return from.value === to?.value ? [] : differs('fail', `was ${from.value} and is ${to?.value}`)
  }
  if (was && !to) return differs('warn', `is gone; it was ${from.value}`)
  if (was) return differs('fail', `was the constant ${from.value} and is read from elsewhere now`)
  return is ? differs('warn', `was a variable and is the constant ${to?.value} now`) : []
}

/** The variable of the same name; of the same contract too, where several bear it. */
function matchOf(
  one: VariableModel,
  from: ContractModel,
  to: ContractModel,
): VariableModel | undefined {
  const named = to.variables.filter(({ name }) => name === one.name)
  const isAlone = from.variables.filter(({ name }) => name === one.name).length === 1
  return named.length === 1 && isAlone
    ? named[0]
    : named.find(({ contract }) => contract === one.contract)
}
