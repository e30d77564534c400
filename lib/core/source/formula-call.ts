import { apply } from '@/lib/core/formula/apply-operator'
import { no, type Term } from '@/lib/core/formula/term'
import { childOf, childrenOf, textOf, typeIdentifierOf, walkNodes } from './ast-access'
import { parametersOf, returnsOf } from './ast-index'
import { argumentsOf } from './ast-scope'
import type { AstNode } from './compiled-contract'
import { calleeOf } from './contract-program'
import { convertValue } from './convert-value'
import { wrap } from './formula-arithmetic'
import { createExpressionReader, type ExpressionReader, type ReadCall } from './formula-expression'
import {
  cannotRead,
  declaredType,
  demand,
  type FormulaReader,
  NotReadable,
  typeOf,
  zeroOf,
} from './formula-reader'
import { createStatementReader, type ReadStatement } from './formula-statement'

/** How deep calls may lie in each other. */
const maxDepth = 24

/** What is needed to read a function: its statements, and the calls in them. */
export type RunFunction = (
  reader: FormulaReader,
  declaration: AstNode,
  given: readonly Term[],
) => readonly Term[]

/** Runs a function with its arguments: what it returns; where it reverts, the path ends. */
export function createFunctionRunner(): RunFunction {
  const expressions: ExpressionReader = createExpressionReader((reader, call) =>
    readCall(reader, call),
  )
  const statement: ReadStatement = createStatementReader(expressions)

  const run: RunFunction = (reader, declaration, given) => {
    if (reader.depth >= maxDepth) return cannotRead('calls as deep as these')
    if (childrenOf(declaration, 'modifiers').length > 0) return cannotRead('a modifier')
    const body = childOf(declaration, 'body')
    if (!body) return cannotRead('a function without a body')
    const outputs = returnsOf(declaration)
    const { frame, values, isChecked } = reader
    const inner = {
      contract: reader.program.index.owners.get(declaration.id),
      outputs,
      returns: [],
    }
    reader.frame = inner
    reader.depth += 1
    reader.isChecked = reader.isCheckedAtAll
    reader.values = new Map([
      ...parametersOf(declaration).map((one, position) => [one.id, given[position] ?? no] as const),
      ...outputs.map((one) => [one.id, zeroOf(declaredType(reader, one))] as const),
    ])
    statement(reader, body)
    const named = outputs.map(({ id }) => reader.values.get(id) ?? no)
    const returns = [...inner.returns, { path: reader.path, values: named }]
    const ways = returns.filter(({ path }) => path !== no)
    Object.assign(reader, { frame, values, isChecked, depth: reader.depth - 1 })
    reader.path = ways.map(({ path }) => path).reduce((one, other) => apply('or', one, other), no)
    return outputs.map((_, position) => {
      const values = ways.map((way) => ({ path: way.path, value: way.values[position] ?? no }))
      const last = values.pop()?.value ?? no
      // Of the ways back exactly one is taken, so the last needs no condition.
      return values.reduceRight((rest, { path, value }) => apply('if', path, value, rest), last)
    })
  }

  const readCall: ReadCall = (reader, call) => {
    const operator = reader.program.index.declarations.get(Number(call.function ?? -1))
    if (operator) return runOrName(reader, operator, operandsOf(call))
    if (call.nodeType !== 'FunctionCall') return cannotRead('an operator of its own')
    if (textOf(call, 'kind') === 'typeConversion') return [convert(reader, call)]
    const builtIn = readBuiltIn(reader, call)
    if (builtIn) return builtIn
    const declaration = reader.program.resolveCall(call, reader.frame.contract)
    if (!declaration) return cannotRead(`the call ${describeCallee(call)}`)
    return runOrName(reader, declaration, argumentsOf(call, declaration))
  }

  /** A function that cannot be read is one of which only the name is known, if numbers are all that it takes and gives. */
  const runOrName = (
    reader: FormulaReader,
    declaration: AstNode,
    nodes: readonly (AstNode | undefined)[],
  ): readonly Term[] => {
    const given = parametersOf(declaration).map((parameter, position) =>
      expressions.as(reader, nodes[position], declaredType(reader, parameter)),
    )
    const before = { ...reader }
    try {
      return run(reader, declaration, given)
    } catch (error) {
      if (!(error instanceof NotReadable)) throw error
      Object.assign(reader, before)
      const outputs = returnsOf(declaration).map((one) => declaredType(reader, one))
      const name = reader.nameOf(declaration)
      reader.opaque.set(name, `${textOf(declaration, 'name')}: ${error.message}`)
      demand(reader, { kind: 'opaque', name, sort: 'truth', operands: given })
      return outputs.map(({ kind }, position) => {
        const sort = kind === 'bool' ? 'truth' : 'number'
        return { kind: 'opaque', name: `${name}.${position}`, sort, operands: given }
      })
    }
  }

  const convert = (reader: FormulaReader, call: AstNode): Term => {
    const [argument] = childrenOf(call, 'arguments')
    const to = declaredType(reader, call)
    const isText = argument && /string/i.test(textOf(argument, 'kind'))
    if (isText) return expressions.as(reader, argument, to)
    const from = typeOf(reader, argument)
    const value = expressions.one(reader, argument)
    if (!from && to.kind === 'number') return wrap(value, to)
    const converted = convertValue(value, from, to)
    demand(reader, converted.needs)
    return converted.value
  }

  const readBuiltIn = (reader: FormulaReader, call: AstNode): readonly Term[] | undefined => {
    const nodes = childrenOf(call, 'arguments')
    const value = (position: number) => expressions.one(reader, nodes[position])
    switch (
      /^t_function_([a-z]+)_(pure|nonpayable|view)/.exec(typeIdentifierOf(calleeOf(call)))?.[1]
    ) {
      case 'require':
      case 'assert': {
        const condition = value(0)
        if (nodes.slice(1).some(mayRevert)) cannotRead('a message that is computed')
        demand(reader, condition)
        return []
      }
      case 'revert':
        reader.path = no
        return []
      case 'addmod':
      case 'mulmod': {
        const name = textOf(calleeOf(call), 'name') === 'addmod' ? 'add' : 'mul'
        const [left, right, size] = [value(0), value(1), value(2)]
        demand(reader, apply('lt', { kind: 'number', value: 0n }, size))
        return [apply('mod', apply(name, left, right), size)]
      }
      case 'wrap':
      case 'unwrap':
        return [value(0)]
      default:
        return undefined
    }
  }

  return run
}

function operandsOf(node: AstNode): readonly (AstNode | undefined)[] {
  if (node.nodeType === 'UnaryOperation') return [childOf(node, 'subExpression')]
  return [childOf(node, 'leftExpression'), childOf(node, 'rightExpression')]
}

const computing = ['BinaryOperation', 'UnaryOperation', 'IndexAccess', 'Assignment', 'Conditional']

/** Whether working out a message of an error could itself revert. */
function mayRevert(message: AstNode): boolean {
  const nodes = walkNodes(message).slice(1)
  return nodes.some((node) => {
    const isConversion = textOf(node, 'kind') === 'typeConversion'
    return computing.includes(node.nodeType) || (node.nodeType === 'FunctionCall' && !isConversion)
  })
}

function describeCallee(call: AstNode): string {
  const callee = calleeOf(call)
  return textOf(callee, 'memberName') || textOf(callee, 'name') || 'of a value'
}
