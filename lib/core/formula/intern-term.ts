import { apply } from './apply-operator'
import { no, type Operator, operandsOf, type Term, yes } from './term'

const commutative: readonly Operator[] = [
  'add',
  'mul',
  'eq',
  'and',
  'or',
  'bitand',
  'bitor',
  'bitxor',
]

/**
 * Writes a term with each of its parts once, however often it was built, and with the operands of a sum or a product in one
 * order. What is the same in this is recognised, and goes away.
 */
export function internTerm(root: Term): Term {
  const byKey = new Map<string, Term>()
  const numbers = new Map<Term, number>()
  const done = new Map<Term, Term>()
  const keep = (term: Term, key: string): Term => {
    const one = byKey.get(key) ?? term
    byKey.set(key, one)
    if (!numbers.has(one)) numbers.set(one, numbers.size)
    return one
  }
  const numberOf = (term: Term) => numbers.get(term) ?? -1
  /** Of a term whose operands are interned. */
  const known = (term: Term): Term => {
    const operands = operandsOf(term).map(numberOf).join()
    switch (term.kind) {
      case 'truth':
        return keep(term.value ? yes : no, String(term.value))
      case 'number':
        return keep(term, `number ${term.value}`)
      case 'input':
        return keep(term, `input ${term.position}`)
      case 'opaque':
        return keep(term, `opaque ${term.name} ${operands}`)
      default:
        return keep(term, `${term.operator} ${operands}`)
    }
  }
  const intern = (term: Term): Term => {
    const before = done.get(term)
    if (before) return before
    const operands = operandsOf(term).map(intern)
    const result = known(rebuilt(term, operands, numberOf))
    done.set(term, result)
    return result
  }
  return intern(root)
}

function rebuilt(term: Term, operands: readonly Term[], numberOf: (term: Term) => number): Term {
  if (term.kind === 'opaque') return { ...term, operands }
  if (term.kind !== 'apply') return term
  const ordered = commutative.includes(term.operator)
    ? operands.toSorted((one, other) => numberOf(one) - numberOf(other))
    : operands
  return apply(term.operator, ...ordered)
}
