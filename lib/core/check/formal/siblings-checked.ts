import { authorityGuards, isWriter } from '@/lib/core/check/access/caller-authority'
import type { Check } from '@/lib/core/check/check'
import { evidenceAt, passIfRead, unreadEvidence } from '@/lib/core/check/model-evidence'
import type { ContractModel, FunctionModel } from '@/lib/core/source/contract-model'

/** Siblings that have to agree before the one that differs is an outlier. */
const minSiblings = 2
/** What every call sets and clears, and what is written once: no state that siblings share. */
const passing = /reentran|initiali[sz]|^_?status$|unlocked/i

/** FV-03. Whether a function that is new or changed makes the checks that others make on the same state. */
export const siblingsChecked: Check<'old model' | 'new model'> = {
  id: 'FV-03',
  title: 'No function lacks the check of its siblings',
  severity: 'high',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['old model', 'new model'],
  incident:
    'Euler, 2023-03-13, 197 million: donateToReserves took balances away without the check of the debt that its siblings made.',
  remedy: 'Make the check, or say why this function cannot break what it protects.',
  run: (values) => {
    const { 'old model': from, 'new model': to } = values
    const writers = to.functions.filter(isWriter).filter((one) => !isChosen(one, to))
    const touched = writers.filter((one) => isTouched(one, from))
    const outliers = touched.flatMap((one) => lackedChecks(one, writers))
    if (outliers.length > 0) {
      const detail = `${outliers.length} times a check of siblings is missing. Whether it is needed, people have to say.`
      const evidence = outliers.map(({ by, check, variable, siblings }) =>
        evidenceAt(
          by.place,
          `${by.signature} writes ${variable} without ${check}, which ${siblings.join(', ')} make`,
        ),
      )
      return { verdict: 'fail', detail, evidence }
    }
    const detail = `${touched.length} functions are new or changed; none lacks what most others check on the same state.`
    const unread = [...unreadEvidence(from), ...unreadEvidence(to)]
    return passIfRead({ verdict: 'pass', detail, evidence: [] }, unread)
  },
}

/** Set-up, and what only chosen callers can do, follow rules of their own. */
function isChosen(one: FunctionModel, { initializers }: ContractModel): boolean {
  const isSetup = initializers.some(({ selector }) => selector === one.selector)
  return isSetup || authorityGuards(one).length > 0
}

/** Whether it is new, or writes or checks something else than before. */
function isTouched(one: FunctionModel, { functions }: ContractModel): boolean {
  const before = functions.find(({ signature }) => signature === one.signature)
  return (
    before === undefined ||
    before.body !== one.body ||
    before.writes.join() !== one.writes.join() ||
    before.checks.join() !== one.checks.join()
  )
}

type Outlier = {
  readonly by: FunctionModel
  readonly check: string
  readonly variable: string
  readonly siblings: readonly string[]
}

function lackedChecks(by: FunctionModel, writers: readonly FunctionModel[]): Outlier[] {
  const found = by.writes
    .filter((variable) => !passing.test(variable))
    .flatMap((variable) => {
      const siblings = writers.filter((one) => one !== by && one.writes.includes(variable))
      const checks = [...new Set(siblings.flatMap((one) => one.checks))]
      return checks
        .filter((check) => !by.checks.includes(check))
        .map((check) => {
          const makers = siblings.filter((one) => one.checks.includes(check))
          return { by, check, variable, makers, isMost: makers.length * 2 > siblings.length }
        })
        .filter(({ makers, isMost }) => isMost && makers.length >= minSiblings)
        .map(({ check, makers }) => ({
          by,
          check,
          variable,
          siblings: makers.map(({ name }) => name),
        }))
    })
  // One missing check is one finding, however many variables it is about.
  return [...new Map(found.map((one) => [one.check, one])).values()]
}
