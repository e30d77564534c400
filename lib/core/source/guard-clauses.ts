import { keccak256, stringToHex } from 'viem'
import { childOf, childrenOf, placesOf, referenceOf, textOf, walkNodes } from './ast-access'
import { inlineScope, type Scope } from './ast-scope'
import type { AstNode } from './compiled-contract'
import { type ContractProgram, isCaller } from './contract-program'
import { renderExpression } from './render-expression'

/** A condition that is not split further, with its opposite. */
export type Literal = { readonly text: string; readonly not: string; readonly caller: boolean }

/** Conditions of which at least one holds. None of them: nothing holds. */
export type Clause = readonly Literal[]

/** Clauses that hold all together: a conjunctive normal form. No clauses: it holds always. */
export type Clauses = readonly Clause[]

/** What never holds. */
export const never: Clauses = [[]]

/** More clauses than any guard that people can read. */
const maxClauses = 8
const maxDepth = 12
/** UTF-16 units of a text that stands for several clauses. */
const maxLength = 2_000

/** The normal form of a condition, or of its opposite. */
export function clausesOf(
  node: AstNode,
  scope: Scope,
  program: ContractProgram,
  negated = false,
  depth = 0,
): Clauses {
  if (textOf(node, 'kind') === 'bool' && node.nodeType === 'Literal') {
    return (textOf(node, 'value') === 'true') === negated ? never : []
  }
  const [left, right] = operandsOf(node)
  if (left && right) {
    const clauses = [left, right].map((side) => clausesOf(side, scope, program, negated, depth + 1))
    const isBoth = (textOf(node, 'operator') === '&&') !== negated
    return isBoth ? clauses.flat() : clauses.reduce(eitherOf, never)
  }
  const inner = depth < maxDepth ? innerOf(node, scope, program) : undefined
  if (inner) {
    const isNegated = (textOf(node, 'operator') === '!') !== negated
    return clausesOf(inner.node, inner.scope, program, isNegated, depth + 1)
  }
  return [[literalOf(node, scope, program, negated)]]
}

/** The sides of `&&` and `||`. */
function operandsOf(node: AstNode): (AstNode | undefined)[] {
  const isJoined =
    node.nodeType === 'BinaryOperation' && /^(&&|\|\|)$/.test(textOf(node, 'operator'))
  return isJoined ? ['leftExpression', 'rightExpression'].map((side) => childOf(node, side)) : []
}

/** The condition that another one is, but for a sign, a name or a function around it. */
function innerOf(
  node: AstNode,
  scope: Scope,
  program: ContractProgram,
): { readonly node: AstNode; readonly scope: Scope } | undefined {
  switch (node.nodeType) {
    case 'TupleExpression': {
      const [only, ...others] = placesOf(node, 'components')
      return only && others.length === 0 ? { node: only, scope } : undefined
    }
    case 'UnaryOperation': {
      const inner = textOf(node, 'operator') === '!' ? childOf(node, 'subExpression') : undefined
      return inner && { node: inner, scope }
    }
    case 'Identifier':
      return scope.bindings.get(referenceOf(node))?.meaning
    case 'FunctionCall': {
      const declaration = program.resolveCall(node, scope.contract)
      const inline = declaration && program.inlineBodyOf(declaration)
      if (!declaration || !inline) return undefined
      const contract = program.index.owners.get(declaration.id)
      return {
        node: inline.result,
        scope: inlineScope(node, declaration, inline, { scope, contract }),
      }
    }
    default:
      return undefined
  }
}

/** The normal form of: one or the other. */
export function eitherOf(left: Clauses, right: Clauses): Clauses {
  // Written out, it would be more than anybody reads: what was there before is kept as one condition.
  const first = left.length * right.length > maxClauses ? joined(left) : left
  return first
    .flatMap((one) => right.map((other) => [...one, ...other]))
    .map(withoutRepeats)
    .filter((clause) => !isAlwaysTrue(clause))
}

/** Several clauses as one condition, whose text is as long as it can be and tells it from all others. */
function joined(clauses: Clauses): Clauses {
  const known = joinedBefore.get(clauses) ?? join(clauses)
  joinedBefore.set(clauses, known)
  return known
}

/** The same clauses are met before every statement of a function, and their hash takes its time. */
const joinedBefore = new WeakMap<Clauses, Clauses>()

function join(clauses: Clauses): Clauses {
  // Those who read guards take them apart at `||`: this one is whole.
  const texts = clauses.map((clause) => describeClause(clause).replaceAll(' || ', ' or '))
  const text = texts.toSorted().join(' and ')
  const short = text.length > maxLength ? `${text.slice(0, 200)}… #${hashOf(text)}` : text
  return [
    [
      literal(
        `(${short})`,
        clauses.flat().some(({ caller }) => caller),
      ),
    ],
  ]
}

function hashOf(text: string): string {
  return keccak256(stringToHex(text)).slice(2, 18)
}

/** The normal form of the opposite. */
export function oppositeOf(clauses: Clauses): Clauses {
  return clauses
    .map((clause): Clauses => clause.map((literal) => [opposite(literal)]))
    .reduce(eitherOf, never)
}

/** A clause as text, the same for every order in which it was written. */
export function describeClause(clause: Clause): string {
  const texts = [...new Set(clause.map(({ text }) => text))].toSorted()
  return texts.length === 0 ? 'false' : texts.join(' || ')
}

/** A condition that no operator of Solidity takes apart. */
export function literal(text: string, caller: boolean): Literal {
  return { text, not: `!(${text})`, caller }
}

function opposite({ text, not, caller }: Literal): Literal {
  return { text: not, not: text, caller }
}

function withoutRepeats(clause: Clause): Clause {
  return [...new Map(clause.map((one) => [one.text, one])).values()]
}

function isAlwaysTrue(clause: Clause): boolean {
  return clause.some(({ not }) => clause.some(({ text }) => text === not))
}

const opposites: Readonly<Record<string, string>> = {
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '>=': '<',
  '>': '<=',
  '<=': '>',
}

function literalOf(
  node: AstNode,
  scope: Scope,
  program: ContractProgram,
  negated: boolean,
): Literal {
  const caller = involvesCaller(node, scope, program)
  const operator = textOf(node, 'operator')
  const contrary = opposites[operator]
  if (node.nodeType === 'BinaryOperation' && contrary) {
    const [left = '', right = ''] = ['leftExpression', 'rightExpression'].map((side) =>
      renderExpression(childOf(node, side), scope, program),
    )
    const [text, not] = [operator, contrary].map((sign) => compare(left, sign, right))
    const positive = { text: text ?? '', not: not ?? '', caller }
    return negated ? opposite(positive) : positive
  }
  const text = renderExpression(node, scope, program)
  const positive = { text, not: `!${/ /.test(text) ? `(${text})` : text}`, caller }
  return negated ? opposite(positive) : positive
}

/** Smaller side first, and sides of an equality in alphabetical order. */
function compare(left: string, operator: string, right: string): string {
  if (operator === '>') return `${right} < ${left}`
  if (operator === '>=') return `${right} <= ${left}`
  const isSymmetric = operator === '==' || operator === '!='
  return isSymmetric && right < left
    ? `${right} ${operator} ${left}`
    : `${left} ${operator} ${right}`
}

/** Whether an expression looks at who calls, itself, by a local name or through a function. */
export function involvesCaller(
  node: AstNode,
  scope: Scope,
  program: ContractProgram,
  depth = 0,
): boolean {
  for (const one of walkNodes(node)) {
    if (isCaller(one)) return true
    if (one.nodeType === 'Identifier' && depth < maxDepth) {
      const meaning = scope.bindings.get(referenceOf(one))?.meaning
      if (meaning && involvesCaller(meaning.node, meaning.scope, program, depth + 1)) return true
    }
    const called =
      one.nodeType === 'FunctionCall' ? program.resolveCall(one, scope.contract) : undefined
    if (called && program.looksAtCaller(called)) return true
  }
  return childrenOf(node, 'arguments').some(isCaller)
}
