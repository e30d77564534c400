import { no, numberTerm, type Operator, type Sort, sortOf, type Term, yes } from './term'

/** Powers beyond this are larger than anything that is computed with. */
const largestExponent = 4_096n

/** What an operator gives for values. Undefined where that is too large to be written down. */
export function operate(
  operator: Operator,
  operands: readonly (bigint | boolean)[],
): bigint | boolean | undefined {
  const [left = 0n, right = 0n] = operands.map(BigInt)
  switch (operator) {
    case 'add':
      return left + right
    case 'sub':
      return left - right
    case 'mul':
      return left * right
    case 'div':
      return right === 0n ? 0n : (left - floorMod(left, right)) / right
    case 'mod':
      return right === 0n ? 0n : floorMod(left, right)
    case 'pow':
      if (right < 0n) return 0n
      if (left >= 0n && left <= 1n) return right === 0n ? 1n : left
      return right > largestExponent ? undefined : left ** right
    case 'bitand':
      return left & right
    case 'bitor':
      return left | right
    case 'bitxor':
      return left ^ right
    case 'eq':
      return left === right
    case 'lt':
      return left < right
    case 'le':
      return left <= right
    case 'and':
      return left !== 0n && right !== 0n
    case 'or':
      return left !== 0n || right !== 0n
    case 'not':
      return left === 0n
    case 'if':
      return operands[0] ? operands[1] : operands[2]
  }
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
  return shortened(operator, operands) ?? node(operator, operands)
}

const truths: readonly Operator[] = ['eq', 'lt', 'le', 'and', 'or', 'not']

function node(operator: Operator, operands: readonly Term[]): Term {
  const isTruth = truths.includes(operator)
  const sort: Sort = isTruth ? 'truth' : operator === 'if' ? sortOf(operands[1] ?? no) : 'number'
  return { kind: 'apply', operator, sort, operands }
}

function shortened(operator: Operator, operands: readonly Term[]): Term | undefined {
  const [first, second, third] = operands
  switch (operator) {
    case 'and':
      if (first === no || second === no) return no
      if (first === yes || first === second) return second
      return second === yes ? first : undefined
    case 'or':
      if (first === yes || second === yes) return yes
      if (first === no || first === second) return second
      return second === no ? first : commonPart(first, second)
    case 'not':
      return first?.kind === 'apply' && first.operator === 'not' ? first.operands[0] : undefined
    case 'if':
      if (first === yes || second === third) return second
      return first === no ? third : undefined
    case 'eq':
    case 'le':
      return first === second ? yes : undefined
    case 'lt':
      return first === second ? no : undefined
    case 'add':
      if (isNumber(first, 0n)) return second
      return isNumber(second, 0n) ? first : undefined
    case 'sub':
      return isNumber(second, 0n) ? first : undefined
    case 'mul':
      if (isNumber(first, 1n)) return second
      return isNumber(second, 1n) ? first : undefined
    case 'div':
      return isNumber(second, 1n) ? first : undefined
    default:
      return undefined
  }
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
