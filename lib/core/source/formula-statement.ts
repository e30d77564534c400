import type { ValueType } from '@/lib/core/formula/formula'
import { no, numberTerm, type Term, yes } from '@/lib/core/formula/term'
import { childOf, childrenOf, placesOf, referenceOf, textOf } from './ast-access'
import type { AstNode } from './compiled-contract'
import { convertValue } from './convert-value'
import { compute, type ExpressionReader } from './formula-expression'
import {
  branch,
  cannotRead,
  declaredType,
  demand,
  type FormulaReader,
  typeOf,
  zeroOf,
} from './formula-reader'

/** Reads a statement: what it changes, and where it returns or reverts. */
export type ReadStatement = (reader: FormulaReader, node: AstNode) => void

/** Rounds of a loop that are followed; their number must not depend on arguments. */
const mostRounds = 256

/** Statements over expressions. */
export function createStatementReader(expressions: ExpressionReader): ReadStatement {
  const statement: ReadStatement = (reader, node) => {
    // What comes after a return is never run.
    if (reader.path === no) return
    switch (node.nodeType) {
      case 'Block':
        return block(reader, node)
      case 'UncheckedBlock': {
        const { isChecked } = reader
        reader.isChecked = false
        block(reader, node)
        reader.isChecked = isChecked
        return
      }
      case 'VariableDeclarationStatement':
        return declare(reader, node)
      case 'ExpressionStatement':
        return effect(reader, childOf(node, 'expression'))
      case 'Return':
        return leave(reader, node)
      case 'RevertStatement':
        reader.path = no
        return
      case 'IfStatement':
        return choose(reader, node)
      case 'ForStatement':
      case 'WhileStatement':
        return loop(reader, node)
      case 'InlineAssembly':
        return cannotRead('inline assembly')
      default:
        return cannotRead(`a statement of kind ${node.nodeType}`)
    }
  }

  const block: ReadStatement = (reader, node) => {
    for (const one of childrenOf(node, 'statements')) statement(reader, one)
  }

  const declare: ReadStatement = (reader, node) => {
    const names = placesOf(node, 'declarations')
    const initial = childOf(node, 'initialValue')
    const [first] = names
    if (names.length === 1 && first) {
      const type = declaredType(reader, first)
      set(reader, first.id, initial ? expressions.as(reader, initial, type) : zeroOf(type))
      return
    }
    const from = initial ?? cannotRead('variables without a value')
    give(reader, { targets: names, ids: names.map((one) => one?.id), from })
  }

  const effect = (reader: FormulaReader, node: AstNode | undefined): void => {
    const operator = textOf(node, 'operator')
    if (node?.nodeType === 'Assignment') {
      assign(reader, node)
      return
    }
    if (node?.nodeType === 'UnaryOperation' && (operator === '++' || operator === '--')) {
      step(reader, node, operator === '++' ? '+' : '-')
      return
    }
    if (node) expressions.all(reader, node)
  }

  const assign: ReadStatement = (reader, node) => {
    const [target, value] = [childOf(node, 'leftHandSide'), childOf(node, 'rightHandSide')]
    const operator = textOf(node, 'operator')
    if (target?.nodeType === 'TupleExpression' && value) {
      const targets = placesOf(target, 'components')
      const ids = targets.map((one) => one && targetOf(one))
      return give(reader, { targets, ids, from: value })
    }
    const id = targetOf(target)
    const type = target ? declaredType(reader, target) : cannotRead('an assignment')
    if (operator === '=') {
      set(reader, id, expressions.as(reader, value, type))
      return
    }
    const isShift = operator === '<<=' || operator === '>>='
    const by = isShift ? expressions.one(reader, value) : expressions.as(reader, value, type)
    set(reader, id, compute(reader, operator.slice(0, -1), [held(reader, id), by], type))
  }

  /** Several at once: all values are known before the first is given. */
  const give = (
    reader: FormulaReader,
    {
      targets,
      ids,
      from,
    }: {
      readonly targets: readonly (AstNode | undefined)[]
      readonly ids: readonly (number | undefined)[]
      readonly from: AstNode
    },
  ): void => {
    const parts = from.nodeType === 'TupleExpression' ? placesOf(from, 'components') : undefined
    const values = expressions.all(reader, from)
    targets.forEach((target, position) => {
      const [id, value] = [ids[position], values[position]]
      if (!target || id === undefined || !value) return
      const type = declaredType(reader, target)
      const source = parts ? typeOf(reader, parts[position]) : sameKind(type)
      const converted = convertValue(value, source, type)
      demand(reader, converted.needs)
      set(reader, id, converted.value)
    })
  }

  const step = (reader: FormulaReader, node: AstNode, operator: '+' | '-'): void => {
    const target = childOf(node, 'subExpression')
    const type = target ? declaredType(reader, target) : cannotRead('an assignment')
    const id = targetOf(target)
    set(reader, id, compute(reader, operator, [held(reader, id), numberTerm(1n)], type))
  }

  const leave: ReadStatement = (reader, node) => {
    const { outputs, returns } = reader.frame
    const value = childOf(node, 'expression')
    const values = value ? given(reader, value, outputs) : outputs.map(({ id }) => held(reader, id))
    returns.push({ path: reader.path, values })
    reader.path = no
  }

  const given = (reader: FormulaReader, value: AstNode, outputs: readonly AstNode[]): Term[] => {
    const types = outputs.map((one) => declaredType(reader, one))
    if (types.length === 1) return [expressions.as(reader, value, types[0])]
    if (value.nodeType === 'TupleExpression') {
      const parts = placesOf(value, 'components')
      return types.map((type, position) => expressions.as(reader, parts[position], type))
    }
    types.forEach(sameKind)
    return [...expressions.all(reader, value)]
  }

  const choose: ReadStatement = (reader, node) => {
    const condition = expressions.one(reader, childOf(node, 'condition'))
    const [then, otherwise] = [childOf(node, 'trueBody'), childOf(node, 'falseBody')]
    branch(reader, condition, [
      () => then && statement(reader, then),
      () => otherwise && statement(reader, otherwise),
    ])
  }

  const loop: ReadStatement = (reader, node) => {
    const start = childOf(node, 'initializationExpression')
    if (start) statement(reader, start)
    for (let round = 0; round < mostRounds; round += 1) {
      if (!goesOn(reader, node)) return
      for (const part of ['body', 'loopExpression']) {
        const one = childOf(node, part)
        if (one) statement(reader, one)
      }
    }
    cannotRead('a loop of this many rounds')
  }

  const goesOn = (reader: FormulaReader, node: AstNode): boolean => {
    if (reader.path === no) return false
    const condition = childOf(node, 'condition')
    const term = condition ? expressions.one(reader, condition) : yes
    if (term !== yes && term !== no) cannotRead('a loop of as many rounds as the arguments say')
    return term === yes
  }

  return statement
}

function set(reader: FormulaReader, id: number, value: Term): void {
  reader.values = new Map([...reader.values, [id, value]])
}

function held(reader: FormulaReader, id: number): Term {
  return reader.values.get(id) ?? cannotRead('a variable that is none of the function')
}

function targetOf(node: AstNode | undefined): number {
  return node?.nodeType === 'Identifier' ? referenceOf(node) : cannotRead('a part of a value')
}

/** Bytes change with their size, which a call that gives several values does not tell here. */
function sameKind(type: ValueType): ValueType {
  return type.kind === 'bytes' ? cannotRead('bytes among several values') : type
}
