import { apply } from '@/lib/core/formula/apply-operator'
import type { ValueType } from '@/lib/core/formula/formula'
import { no, numberTerm, type Term, yes } from '@/lib/core/formula/term'
import { childOf, childrenOf, placesOf, referenceOf, textOf, typeIdentifierOf } from './ast-access'
import type { AstNode } from './compiled-contract'
import { convertValue } from './convert-value'
import { computeArithmetic } from './formula-arithmetic'
import {
  branch,
  cannotRead,
  declaredType,
  demand,
  type FormulaReader,
  typeOf,
} from './formula-reader'
import { rationalValue, valueType } from './value-type'

/** Reads a call: what it gives back, in order. */
export type ReadCall = (reader: FormulaReader, call: AstNode) => readonly Term[]

/** Reads expressions with what their calls do. */
export type ExpressionReader = {
  /** The one value of an expression. */
  readonly one: (reader: FormulaReader, node: AstNode | undefined) => Term
  /** The same in another type, as the compiler converts by itself. */
  readonly as: (reader: FormulaReader, node: AstNode | undefined, type?: ValueType) => Term
  /** The values of an expression that may have several. */
  readonly all: (reader: FormulaReader, node: AstNode) => readonly Term[]
}

/** Expressions that call nothing, and the way to those that do. */
export function createExpressionReader(readCall: ReadCall): ExpressionReader {
  const one: ExpressionReader['one'] = (reader, node) => {
    if (!node) return cannotRead('an expression that is left out')
    reader.steps -= 1
    if (reader.steps < 0) return cannotRead('a function of this length')
    const literal = rationalValue(typeIdentifierOf(node))
    if (literal !== undefined) return numberTerm(literal)
    const read = kinds.get(node.nodeType)
    return read ? read(reader, node) : cannotRead(kindNames[node.nodeType] ?? node.nodeType)
  }

  const as: ExpressionReader['as'] = (reader, node, type) => {
    const hex = node?.nodeType === 'Literal' ? textOf(node, 'hexValue') : ''
    if (type?.kind === 'bytes' && node && /string/i.test(textOf(node, 'kind'))) {
      return numberTerm(BigInt(`0x${hex.padEnd(type.bits / 4, '0') || '0'}`))
    }
    const value = one(reader, node)
    const converted = convertValue(value, typeOf(reader, node), type)
    demand(reader, converted.needs)
    return converted.value
  }

  const all: ExpressionReader['all'] = (reader, node) => {
    if (node.nodeType === 'FunctionCall') return readCall(reader, node)
    if (node.nodeType !== 'TupleExpression') return [one(reader, node)]
    if (node.isInlineArray === true) return cannotRead('an array or a mapping')
    return placesOf(node, 'components').map((component) => one(reader, component))
  }

  const variable = (reader: FormulaReader, node: AstNode): Term => {
    const held = reader.values.get(referenceOf(node))
    return held ?? constant(reader, reader.program.index.declarations.get(referenceOf(node)))
  }

  const constant = (reader: FormulaReader, declaration: AstNode | undefined): Term => {
    const isConstant =
      declaration?.constant === true || textOf(declaration, 'mutability') === 'constant'
    const value = isConstant ? childOf(declaration, 'value') : undefined
    if (!declaration || !value) return cannotRead('a name that is no variable of a function')
    const { isChecked } = reader
    reader.isChecked = reader.isCheckedAtAll
    const term = as(reader, value, declaredType(reader, declaration))
    reader.isChecked = isChecked
    return term
  }

  const member = (reader: FormulaReader, node: AstNode): Term => {
    const [name, of] = [textOf(node, 'memberName'), childOf(node, 'expression')]
    const meta = /^t_magic_meta_type_(.*)$/.exec(typeIdentifierOf(of))?.[1]
    const type = meta && valueType(meta, reader.program.index)
    if (type && name === 'max') return numberTerm(type.high)
    if (type && name === 'min') return numberTerm(type.low)
    const declaration = reader.program.index.declarations.get(referenceOf(of))
    const { index } = reader.program
    const enumeration = declaration ?? index.declarations.get(referenceOf(childOf(of, 'pathNode')))
    if (enumeration?.nodeType === 'EnumDefinition') {
      const members = childrenOf(enumeration, 'members').map((one) => textOf(one, 'name'))
      return numberTerm(BigInt(members.indexOf(name)))
    }
    const referred = index.declarations.get(referenceOf(node))
    return referred ? constant(reader, referred) : cannotRead(`a member ${name}`)
  }

  const unary = (reader: FormulaReader, node: AstNode): Term => {
    if (typeof node.function === 'number') return only(readCall(reader, node))
    const operand = childOf(node, 'subExpression')
    const type = typeOf(reader, node)
    switch (textOf(node, 'operator')) {
      case '!':
        return apply('not', one(reader, operand))
      case '-':
        if (!type) return cannotRead('a sign')
        return compute(reader, '-', [numberTerm(0n), one(reader, operand)], type)
      case '~': {
        if (!type) return cannotRead('bits of a literal')
        const top = type.low < 0n ? -1n : type.high
        return apply('sub', numberTerm(top), one(reader, operand))
      }
      default:
        return cannotRead('an assignment within an expression')
    }
  }

  const binary = (reader: FormulaReader, node: AstNode): Term => {
    if (typeof node.function === 'number') return only(readCall(reader, node))
    const operator = textOf(node, 'operator')
    const [left, right] = [childOf(node, 'leftExpression'), childOf(node, 'rightExpression')]
    if (operator === '&&' || operator === '||') return logical(reader, operator, [left, right])
    const type = valueType(commonType(node), reader.program.index)
    const isShift = ['<<', '>>', '**'].includes(operator)
    const terms = [
      as(reader, left, type),
      isShift ? one(reader, right) : as(reader, right, type),
    ] as const
    const compared = compare(operator, terms)
    if (compared) return compared
    return compute(reader, operator, terms, type ?? cannotRead('numbers of no type'))
  }

  const logical = (
    reader: FormulaReader,
    operator: '&&' | '||',
    [left, right]: readonly (AstNode | undefined)[],
  ): Term => {
    const isAnd = operator === '&&'
    const first = one(reader, left)
    let second: Term = isAnd ? no : yes
    const look = () => {
      second = one(reader, right)
    }
    branch(reader, first, isAnd ? [look, () => {}] : [() => {}, look])
    return apply(isAnd ? 'and' : 'or', first, second)
  }

  const conditional = (reader: FormulaReader, node: AstNode): Term => {
    const condition = one(reader, childOf(node, 'condition'))
    const type = typeOf(reader, node)
    let [first, second]: [Term, Term] = [no, no]
    branch(reader, condition, [
      () => {
        first = as(reader, childOf(node, 'trueExpression'), type)
      },
      () => {
        second = as(reader, childOf(node, 'falseExpression'), type)
      },
    ])
    return apply('if', condition, first, second)
  }

  const kinds = new Map<string, (reader: FormulaReader, node: AstNode) => Term>([
    ['Literal', literal],
    ['Identifier', variable],
    ['MemberAccess', member],
    ['TupleExpression', (reader, node) => only(all(reader, node))],
    ['UnaryOperation', unary],
    ['BinaryOperation', binary],
    ['Conditional', conditional],
    ['FunctionCall', (reader, node) => only(readCall(reader, node))],
  ])

  return { one, as, all }
}

const kindNames: Readonly<Record<string, string>> = {
  Assignment: 'an assignment within an expression',
  IndexAccess: 'an array or a mapping',
  IndexRangeAccess: 'a part of an array',
}

/** Computes as Solidity does at this point, and reverts where it does. */
export function compute(
  reader: FormulaReader,
  operator: string,
  operands: readonly [Term, Term],
  type: ValueType,
): Term {
  const { isChecked } = reader
  const { value, needs } = computeArithmetic(operator, operands, { type, isChecked })
  demand(reader, needs)
  return value
}

function compare(operator: string, [left, right]: readonly [Term, Term]): Term | undefined {
  switch (operator) {
    case '==':
      return apply('eq', left, right)
    case '!=':
      return apply('not', apply('eq', left, right))
    case '<':
      return apply('lt', left, right)
    case '<=':
      return apply('le', left, right)
    case '>':
      return apply('lt', right, left)
    case '>=':
      return apply('le', right, left)
    default:
      return undefined
  }
}

function only(values: readonly Term[]): Term {
  const [value] = values
  return values.length === 1 && value ? value : cannotRead('several values where one is meant')
}

/** A truth, or an address, which is written as a number; other numbers are known by their type. */
function literal(reader: FormulaReader, node: AstNode): Term {
  const value = textOf(node, 'value')
  if (textOf(node, 'kind') === 'bool') return value === 'true' ? yes : no
  const isNumber = typeOf(reader, node) && /^0x[\da-f]+$/i.test(value)
  return isNumber ? numberTerm(BigInt(value)) : cannotRead('text')
}

function commonType({ commonType: described }: AstNode): string {
  const isDescribed = typeof described === 'object' && described !== null
  return isDescribed && 'typeIdentifier' in described ? String(described.typeIdentifier) : ''
}
