import { operate } from './apply-operator'
import type { Formula } from './formula'
import type { Operator, Term } from './term'

/** What a value of an input or an output is. */
export type Value = bigint | boolean

/** What a function does with one set of arguments. */
export type Run =
  | { readonly outcome: 'returns'; readonly values: readonly Value[] }
  | { readonly outcome: 'reverts' }

/** Runs a formula on arguments. Undefined where it rests on a function of which only the name is known. */
export function evaluateFormula(formula: Formula, inputs: readonly Value[]): Run | undefined {
  const known = new Map<Term, Value | undefined>()
  const evaluate = (term: Term): Value | undefined => {
    if (term.kind === 'number' || term.kind === 'truth') return term.value
    if (term.kind === 'input') return inputs[term.position]
    if (known.has(term)) return known.get(term)
    const value = compute(term, evaluate)
    known.set(term, value)
    return value
  }
  const returns = evaluate(formula.returns)
  if (returns === undefined) return undefined
  if (!returns) return { outcome: 'reverts' }
  const values = formula.values.map(evaluate)
  const areKnown = (all: readonly (Value | undefined)[]): all is readonly Value[] =>
    all.every((value) => value !== undefined)
  return areKnown(values) ? { outcome: 'returns', values } : undefined
}

/** Looks only at what decides: on a path that is not taken there may be a division by zero. */
function compute(term: Term, evaluate: (term: Term) => Value | undefined): Value | undefined {
  if (term.kind !== 'apply') return undefined
  const [first, second, third] = term.operands
  const value = first && evaluate(first)
  if (value === undefined) return undefined
  const next = nextOperand(term.operator, value)
  if (next === 'none') return value
  if (next === 'third') return third && evaluate(third)
  if (!second) return operate(term.operator, [value])
  const other = evaluate(second)
  if (other === undefined || next === 'second') return other
  return operate(term.operator, [value, other])
}

/** Which operand is the result once the first is known; `both` where all are needed. */
function nextOperand(operator: Operator, first: Value): 'none' | 'second' | 'third' | 'both' {
  switch (operator) {
    case 'if':
      return first ? 'second' : 'third'
    case 'and':
      return first ? 'second' : 'none'
    case 'or':
      return first ? 'none' : 'second'
    default:
      return 'both'
  }
}
