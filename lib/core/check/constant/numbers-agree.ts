import type { Check } from '@/lib/core/check/check'
import type { FindingEvidence } from '@/lib/core/check/finding'
import { evidenceAt, passIfRead, unreadParts } from '@/lib/core/check/model-evidence'
import type { ContractModel, VariableModel } from '@/lib/core/source/contract-model'
import { type ChangedLiterals, changedLiterals } from './changed-literals'

/** Digits from which a number is a scale, a rate or a limit, and not a count or a size. */
const minDigits = 3

/** CO-03. Whether a number that was replaced by another is left where it means the same. */
export const numbersAgree: Check<'old model' | 'new model'> = {
  id: 'CO-03',
  title: 'A number that changed has changed everywhere',
  severity: 'high',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['old model', 'new model'],
  incident:
    'Uranium, 2021-04-28, over 50 million: the fee was computed over 10000 and checked over 1000, so that a hundredth of the price was enough.',
  remedy: 'Change the number where it stayed, or say why it means something else there.',
  run: (values) => {
    const [from, to] = [values['old model'], values['new model']]
    const functions = changedLiterals(from, to)
    const constants = constantsOf(from, to)
    const replaced = replacedNumbers(functions, constants)
    const evidence = [...replaced].flatMap(([number, contracts]) =>
      remaining(number, contracts, functions, constants),
    )
    if (evidence.length > 0) {
      const detail = `${evidence.length} places keep a number that was replaced beside them.`
      return { verdict: 'fail', detail, evidence }
    }
    const unread = unreadParts(from, to)
    const detail =
      replaced.size === 0
        ? 'No number of three digits or more was replaced.'
        : `${[...replaced.keys()].join(', ')}: replaced, and nowhere left beside.`
    return passIfRead({ verdict: 'pass', detail, evidence: [] }, unread)
  },
}

type Constant = { readonly from: VariableModel; readonly to: VariableModel }

function constantsOf(from: ContractModel, to: ContractModel): Constant[] {
  return from.variables.flatMap((one) => {
    const match = to.variables.find(({ name }) => name === one.name)
    const areConstant = one.mutability === 'constant' && match?.mutability === 'constant'
    return match && areConstant ? [{ from: one, to: match }] : []
  })
}

/** Numbers that gave way to others, with the contracts in which they did. */
function replacedNumbers(
  functions: readonly ChangedLiterals[],
  constants: readonly Constant[],
): ReadonlyMap<string, readonly string[]> {
  const inFunctions = functions
    .filter(({ added }) => added.some(isTelling))
    .flatMap(({ removed, contracts }) => removed.map((number) => [number, contracts] as const))
  const inConstants = constants
    .filter(({ from, to }) => from.value !== to.value)
    .map(({ from, to }) => [from.value ?? '', [to.contract]] as const)
  const replaced = new Map<string, readonly string[]>()
  for (const [number, contracts] of [...inFunctions, ...inConstants]) {
    if (isTelling(number)) replaced.set(number, [...(replaced.get(number) ?? []), ...contracts])
  }
  return replaced
}

function remaining(
  number: string,
  contracts: readonly string[],
  functions: readonly ChangedLiterals[],
  constants: readonly Constant[],
): FindingEvidence[] {
  const what = (where: string) => `${where} keeps ${number}, which was replaced beside it`
  const inFunctions = functions.filter(
    (one) =>
      one.literals.includes(number) &&
      !one.added.includes(number) &&
      one.contracts.some((contract) => contracts.includes(contract)),
  )
  const inConstants = constants.filter(
    ({ from, to }) =>
      from.value === number && to.value === number && contracts.includes(to.contract),
  )
  return [
    ...inFunctions.map(({ place, signature }) => evidenceAt(place, what(signature))),
    ...inConstants.map(({ to }) => evidenceAt(to.place, what(to.name))),
  ]
}

function isTelling(number: string): boolean {
  return /^\d+$/.test(number) && number.length >= minDigits
}
