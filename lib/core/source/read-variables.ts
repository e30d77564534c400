import { childOf, textOf, typeStringOf } from './ast-access'
import { type AstIndex, membersOf } from './ast-index'
import type { AstNode } from './compiled-contract'
import type { VariableModel } from './contract-model'
import { evaluateConstant } from './evaluate-constant'
import { stripComments } from './strip-comments'

/** The state variables of a contract and its bases, in the order of storage: most basic contract first. */
export function readVariables(index: AstIndex): VariableModel[] {
  return declarationsOf(index).map(([contract, node]) => {
    const initial = childOf(node, 'value')
    const mutability = mutabilityOf(node)
    return {
      name: textOf(node, 'name'),
      contract: textOf(contract, 'name'),
      type: typeStringOf(node),
      mutability,
      value: mutability === 'constant' && initial ? valueOf(node, initial, index) : undefined,
      hasInitialValue: mutability === 'mutable' && initial !== undefined,
      place: index.source.placeOf(node),
    }
  })
}

/** What each variable is called, by the id of its declaration: its name, with its contract where several bear it. */
export function nameVariables(index: AstIndex): ReadonlyMap<string, string> {
  const all = declarationsOf(index)
  const names = all.map(([, node]) => textOf(node, 'name'))
  return new Map(
    all.map(([contract, node]) => {
      const name = textOf(node, 'name')
      const isAlone = names.indexOf(name) === names.lastIndexOf(name)
      return [String(node.id), isAlone ? name : `${textOf(contract, 'name')}.${name}`]
    }),
  )
}

function declarationsOf(index: AstIndex): (readonly [contract: AstNode, node: AstNode])[] {
  return index.linearization.toReversed().flatMap((contract) =>
    membersOf(contract)
      .filter(({ nodeType }) => nodeType === 'VariableDeclaration')
      .map((node) => [contract, node] as const),
  )
}

/** Before 0.6.6 nodes said only whether they are constant. */
function mutabilityOf(node: AstNode): VariableModel['mutability'] {
  const mutability = textOf(node, 'mutability')
  if (mutability === 'immutable') return mutability
  return mutability === 'constant' || node.constant === true ? 'constant' : 'mutable'
}

/** Numbers in decimal, bytes in hexadecimal of their size; else the expression. */
function valueOf(node: AstNode, initial: AstNode, index: AstIndex): string {
  const value = evaluateConstant(initial, index)
  if (value === undefined) return stripComments(index.source.textOf(initial))
  const bytes = /^bytes(\d+)$/.exec(typeStringOf(node))?.[1]
  if (bytes)
    return `0x${BigInt.asUintN(256, value)
      .toString(16)
      .padStart(Number(bytes) * 2, '0')}`
  if (typeStringOf(node).startsWith('address')) return `0x${value.toString(16).padStart(40, '0')}`
  return typeStringOf(node) === 'bool' ? String(value === 1n) : String(value)
}
