import { apply } from './apply-operator'
import type { Formula } from './formula'
import { internTerm } from './intern-term'
import { allTerms, no, type Operator, operandsOf, sortOf, type Term } from './term'

/** A question for a solver, in SMT-LIB 2. `unsat` means that what is asked about cannot happen. */
export type Query = {
  readonly text: string
  /** The names of the inputs in it, in their order: what to ask the values of. */
  readonly inputs: readonly string[]
}

/** Whether two functions can both return, and not the same. Undefined where they plainly cannot. */
export function valuesQuery(from: Formula, to: Formula): Query | undefined {
  const differences = from.values.map((value, position) =>
    apply('not', apply('eq', value, to.values[position] ?? value)),
  )
  const differ = differences.reduce((one, other) => apply('or', one, other), no)
  return writeQuery(from, apply('and', apply('and', from.returns, to.returns), differ))
}

/** Whether one of two functions can return where the other reverts. Undefined where it plainly cannot. */
export function revertsQuery(from: Formula, to: Formula): Query | undefined {
  return writeQuery(from, apply('not', apply('eq', from.returns, to.returns)))
}

function writeQuery({ inputs }: Formula, asked: Term): Query | undefined {
  const claim = internTerm(asked)
  if (claim === no) return undefined
  const terms = allTerms([claim])
  const uses = new Map<Term, number>()
  for (const term of terms) {
    for (const one of operandsOf(term)) uses.set(one, (uses.get(one) ?? 0) + 1)
  }
  const names = new Map<Term, string>()
  const functions = new Map<string, string>()
  const write = (term: Term): string => names.get(term) ?? spell(term, write)
  const definitions = terms.flatMap((term) => {
    const arguments_ = operandsOf(term)
    const name = functionName(term)
    if (name) {
      const sorts = arguments_.map((one) => sortNames[sortOf(one)]).join(' ')
      functions.set(name, `(declare-fun ${name} (${sorts}) ${sortNames[sortOf(term)]})`)
    }
    if (arguments_.length === 0 || (uses.get(term) ?? 0) < 2) return []
    const text = spell(term, write)
    const own = `t${names.size}`
    names.set(term, own)
    return [`(define-fun ${own} () ${sortNames[sortOf(term)]} ${text})`]
  })
  const declared = inputs.map(({ type }, position) =>
    type.kind === 'bool' ? `(declare-const i${position} Bool)` : declareNumber(position, type),
  )
  const lines = [...declared, ...functions.values(), ...definitions, `(assert ${write(claim)})`]
  return { text: lines.join('\n'), inputs: inputs.map((_, position) => `i${position}`) }
}

const sortNames = { number: 'Int', truth: 'Bool' } as const

const symbols: Readonly<Record<Operator, string>> = {
  add: '+',
  sub: '-',
  mul: '*',
  div: 'div',
  mod: 'mod',
  // Functions of which the solver knows nothing but that they are functions.
  pow: 'pow',
  bitand: 'bitand',
  bitor: 'bitor',
  bitxor: 'bitxor',
  eq: '=',
  lt: '<',
  le: '<=',
  and: 'and',
  or: 'or',
  not: 'not',
  if: 'ite',
}

const unknownToSolver: readonly Operator[] = ['pow', 'bitand', 'bitor', 'bitxor']

function functionName(term: Term): string | undefined {
  if (term.kind === 'opaque') return `|${term.name}|`
  return term.kind === 'apply' && unknownToSolver.includes(term.operator)
    ? symbols[term.operator]
    : undefined
}

function spell(term: Term, write: (term: Term) => string): string {
  switch (term.kind) {
    case 'number':
      return spellNumber(term.value)
    case 'truth':
      return String(term.value)
    case 'input':
      return `i${term.position}`
    default: {
      const name = functionName(term) ?? (term.kind === 'apply' ? symbols[term.operator] : '')
      const operands = term.operands.map(write).join(' ')
      return operands === '' ? name : `(${name} ${operands})`
    }
  }
}

function spellNumber(value: bigint): string {
  return value < 0n ? `(- ${-value})` : String(value)
}

function declareNumber(position: number, { low, high }: { low: bigint; high: bigint }): string {
  const name = `i${position}`
  return `(declare-const ${name} Int)\n(assert (<= ${spellNumber(low)} ${name} ${spellNumber(high)}))`
}
