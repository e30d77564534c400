import { authorityGuards, isWriter } from '@/lib/core/check/access/caller-authority'
import type { Check } from '@/lib/core/check/check'
import { evidenceAt, passIfRead, unreadEvidence } from '@/lib/core/check/model-evidence'
import type { ContractModel, FunctionModel } from '@/lib/core/source/contract-model'

/** Siblings that have to agree before the one that differs is an outlier. */
const minSiblings = 2
/** Moving tokens can fail, but checks nothing of the state. */
const moving = /transfer|approve|permit|allowance/i
/** What every call sets and clears, and what is written once: no state that siblings share. */
const passing = /reentran|initiali[sz]|^_status$|unlocked/i

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
    const opened = touched.flatMap((one) => reservedEffects(one, from, to))
    const outliers = touched.flatMap((one) =>
      lackedChecks(one, writers).filter(({ check, variable }) => {
        const before = from.functions.find(({ signature }) => signature === one.signature)
        return !before || before.checks.includes(check) || !before.writes.includes(variable)
      }),
    )
    if (outliers.length + opened.length > 0) {
      // One missing check is one finding, however many variables it is about.
      const named = outliers.map((one) => [`${one.by.signature} ${one.check}`, one] as const)
      const distinct = [...new Map(named).values()]
      const detail = `${distinct.length + opened.length} times a check of siblings is missing. Whether it is needed, people have to say.`
      const evidence = distinct.map(({ by, check, variable, siblings }) =>
        evidenceAt(
          by.place,
          `${by.signature} writes ${variable} without ${check}, which ${siblings.join(', ')} make`,
        ),
      )
      return { verdict: 'fail', detail, evidence: [...evidence, ...opened] }
    }
    const detail = `${touched.length} functions are new or changed; none lacks what most others check on the same state.`
    const unread = [...unreadEvidence(from, 'before'), ...unreadEvidence(to)]
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

/** What a function that anyone can call newly does, and what until now only chosen callers could have done. */
function reservedEffects(
  by: FunctionModel,
  from: ContractModel,
  { functions, initializers }: ContractModel,
) {
  const before = from.functions.find(({ signature }) => signature === by.signature)
  const known = new Set(before ? effectsOf(before).map(({ effect }) => effect) : [])
  const others = functions
    .filter(isWriter)
    .filter((one) => one !== by && !initializers.some(({ selector }) => selector === one.selector))
  return effectsOf(by).flatMap(({ effect, least }) => {
    const siblings = others.filter((one) => effectsOf(one).some((its) => its.effect === effect))
    const areChosen = siblings.every((one) => authorityGuards(one).length > 0)
    const names = siblings.map(({ name }) => name).join(', ')
    return areChosen && siblings.length >= least && !known.has(effect)
      ? [
          evidenceAt(
            by.place,
            `${by.signature} ${effect} for anyone, which ${names} does for chosen callers`,
          ),
        ]
      : []
  })
}

/** A call of the same function of the same contract says more than a variable that is written. */
function effectsOf({ writes, outgoing }: FunctionModel) {
  const written = writes.filter((variable) => !passing.test(variable))
  const called = outgoing.filter(({ kind, target }) => kind === 'member' && target !== 'parameter')
  return [
    ...written.map((variable) => ({ effect: `writes ${variable}`, least: minSiblings })),
    ...called.map(({ targetText, member }) => ({
      effect: `calls ${targetText}.${member}`,
      least: 1,
    })),
  ]
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
        .filter((check) => !by.checks.includes(check) && !moving.test(check))
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
  return found
}
