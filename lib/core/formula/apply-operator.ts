import { no, numberTerm, type Operator, type Sort, sortOf, type Term, yes } from './term'

/** Powers beyond this are larger than anything that is computed with. */
const largestExponent = 4_096n

type Operation = (left: bigint, right: bigint) => bigint | boolean | undefined

const operations: Readonly<Record<Exclude<Operator, 'if'>, Operation>> = {
  add: (left, right) => left + right,
  sub: (left, right) => left - right,
  mul: (left, right) => left * right,
  div: (left, right) => (right === 0n ? 0n : (left - floorMod(left, right)) / right),
  mod: (left, right) => (right === 0n ? 0n : floorMod(left, right)),
  pow: (left, right) => {
    if (right < 0n) return 0n
    return right > largestExponent && left > 1n ? undefined : left ** right
  },
  bitand: (left, right) => left & right,
  bitor: (left, right) => left | right,
  bitxor: (left, right) => left ^ right,
  eq: (left, right) => left === right,
  lt: (left, right) => left < right,
  le: (left, right) => left <= right,
  and: (left, right) => left !== 0n && right !== 0n,
  or: (left, right) => left !== 0n || right !== 0n,
  not: (left) => left === 0n,
}

/** What an operator gives for values. Undefined where that is too large to be written down. */
export function operate(
  operator: Operator,
  operands: readonly (bigint | boolean)[],
): bigint | boolean | undefined {
  if (operator === 'if') return operands[0] ? operands[1] : operands[2]
  const [left = 0n, right = 0n] = operands.map(BigInt)
  return operations[operator](left, right)
}

function floorMod(left: bigint, right: bigint): bigint {
  const rest = left % right
  return rest !== 0n && rest < 0n !== right < 0n ? rest + right : rest
}

/** Applies an operator to terms, and says in fewer terms what it can. */
export function apply(operator: Operator, ...operands: readonly Term[]): Term {
  const values = operands.map(valueOf)
  if (values.every((value) => value !== undefined)) {
    const value = operate(operator, values)
    if (value !== undefined) return literal(value)
  }
  return shortcuts[operator]?.(operands) ?? node(operator, operands)
}

const truths: readonly Operator[] = ['eq', 'lt', 'le', 'and', 'or', 'not']

function node(operator: Operator, operands: readonly Term[]): Term {
  const isTruth = truths.includes(operator)
  const sort: Sort = isTruth ? 'truth' : operator === 'if' ? sortOf(operands[1] ?? no) : 'number'
  return { kind: 'apply', operator, sort, operands }
}

type Operands = readonly (Term | undefined)[]

const shortcuts: Readonly<Partial<Record<Operator, (operands: Operands) => Term | undefined>>> = {
  and: ([first, second]) => {
    if (first === no || second === no) return no
    return first === second ? first : without(yes, [first, second])
  },
  or: ([first, second]) => {
    if (first === yes || second === yes) return yes
    if (first === second) return first
    return without(no, [first, second]) ?? commonPart(first, second)
  },
  not: ([first]) =>
    first?.kind === 'apply' && first.operator === 'not' ? first.operands[0] : undefined,
  if: ([condition, first, second]) => {
    if (condition === yes || first === second) return first
    return condition === no ? second : undefined
  },
  eq: ([first, second]) => (first === second ? yes : undefined),
  le: ([first, second]) => (first === second ? yes : undefined),
  lt: ([first, second]) => (first === second ? no : undefined),
  add: ([first, second]) =>
    isNumber(first, 0n) ? second : isNumber(second, 0n) ? first : undefined,
  sub: ([first, second]) => (isNumber(second, 0n) ? first : undefined),
  mul: ([first, second]) =>
    isNumber(first, 1n) ? second : isNumber(second, 1n) ? first : undefined,
  div: ([first, second]) => (isNumber(second, 1n) ? first : undefined),
}

/** The other of two where one changes nothing. */
function without(neutral: Term, [first, second]: Operands): Term | undefined {
  if (first === neutral) return second
  return second === neutral ? first : undefined
}

/** Of `a and b or a and not b` it is `a`: both ways of a branch. */
function commonPart(first: Term | undefined, second: Term | undefined): Term | undefined {
  if (first?.kind !== 'apply' || second?.kind !== 'apply') return undefined
  if (first.operator !== 'and' || second.operator !== 'and') return undefined
  const [common, one] = first.operands
  const [shared, other] = second.operands
  return common === shared && (isNot(one, other) || isNot(other, one)) ? common : undefined
}

function isNot(term: Term | undefined, other: Term | undefined): boolean {
  return term?.kind === 'apply' && term.operator === 'not' && term.operands[0] === other
}

function isNumber(term: Term | undefined, value: bigint): boolean {
  return term?.kind === 'number' && term.value === value
}

function valueOf(term: Term): bigint | boolean | undefined {
  return term.kind === 'number' || term.kind === 'truth' ? term.value : undefined
}

function literal(value: bigint | boolean): Term {
  if (typeof value === 'bigint') return numberTerm(value)
  return value ? yes : no
}
