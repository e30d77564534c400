/** What a term stands for: a whole number without bounds, or a truth. */
export type Sort = 'number' | 'truth'

/**
 * `div` and `mod` round down, of a divisor that is positive; of zero they may be anything. `pow`, `bitand`, `bitor` and
 * `bitxor` take numbers from zero up.
 */
export type Operator =
  | 'add'
  | 'sub'
  | 'mul'
  | 'div'
  | 'mod'
  | 'pow'
  | 'bitand'
  | 'bitor'
  | 'bitxor'
  | 'eq'
  | 'lt'
  | 'le'
  | 'and'
  | 'or'
  | 'not'
  | 'if'

/**
 * An expression over the inputs of a function. Terms share their parts, so walk them by reference. `opaque` is a function of
 * which only the name is known: equal names give equal results for equal operands, and nothing else is said.
 */
export type Term =
  | { readonly kind: 'number'; readonly value: bigint }
  | { readonly kind: 'truth'; readonly value: boolean }
  | { readonly kind: 'input'; readonly position: number; readonly sort: Sort }
  | {
      readonly kind: 'apply'
      readonly operator: Operator
      readonly sort: Sort
      readonly operands: readonly Term[]
    }
  | {
      readonly kind: 'opaque'
      readonly name: string
      readonly sort: Sort
      readonly operands: readonly Term[]
    }

export const yes: Term = { kind: 'truth', value: true }
export const no: Term = { kind: 'truth', value: false }

export function numberTerm(value: bigint): Term {
  return { kind: 'number', value }
}

export function sortOf(term: Term): Sort {
  return term.kind === 'number' || term.kind === 'truth' ? term.kind : term.sort
}

/** The terms that a term is made of. */
export function operandsOf(term: Term): readonly Term[] {
  return term.kind === 'apply' || term.kind === 'opaque' ? term.operands : []
}

/** Terms and all that they are made of, each once, parts first. */
export function allTerms(roots: readonly Term[]): readonly Term[] {
  const seen = new Set<Term>()
  const visit = (term: Term) => {
    if (seen.has(term)) return
    for (const operand of operandsOf(term)) visit(operand)
    seen.add(term)
  }
  for (const root of roots) visit(root)
  return [...seen]
}
