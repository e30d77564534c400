import { childOf, childrenOf, referenceOf, textOf, typeStringOf, walkNodes } from './ast-access'
import { type AstIndex, membersOf, returnsOf } from './ast-index'
import { storedType } from './ast-types'
import type { AstNode } from './compiled-contract'
import type { NamespaceModel } from './contract-model'
import { evaluateConstant } from './evaluate-constant'
import { namespaceSlot } from './namespace-slot'
import { librariesOf } from './read-slots'
import { trailingComments } from './strip-comments'
import { externalNames } from './walk-assembly'

/** The namespaced structs of a contract, its bases and the libraries beside it. */
export function readNamespaces(index: AstIndex): NamespaceModel[] {
  const contracts = [...new Set([...index.linearization, ...librariesOf(index)])]
  return contracts.flatMap((contract) =>
    membersOf(contract)
      .filter(({ nodeType }) => nodeType === 'StructDefinition')
      .flatMap((struct) => readNamespace(struct, contract, index)),
  )
}

function readNamespace(struct: AstNode, contract: AstNode, index: AstIndex): NamespaceModel[] {
  // Before 0.8.20 the AST had no comments of structs, so they are read from the text in front.
  const comments = trailingComments(index.source.before(struct))
  const ids = comments.matchAll(/@custom:storage-location\s+erc7201:([^\s*]+)/g)
  return [...ids].map(([, id = '']) => ({
    id,
    struct: textOf(struct, 'name'),
    contract: textOf(contract, 'name'),
    slot: namespaceSlot(id),
    slots: slotsOf(struct, contract, index),
    members: childrenOf(struct, 'members').map((member) => ({
      name: textOf(member, 'name'),
      type: storedType(childOf(member, 'typeName'), index),
    })),
    place: index.source.placeOf(struct),
  }))
}

/** Where functions that return the struct put it. */
function slotsOf(
  struct: AstNode,
  contract: AstNode,
  index: AstIndex,
): { readonly name: string; readonly value: bigint | undefined }[] {
  const type = `struct ${textOf(contract, 'name')}.${textOf(struct, 'name')}`
  const accessors = membersOf(contract).filter((member) =>
    returnsOf(member).some((result) => typeStringOf(result).replace(/ storage.*$/, '') === type),
  )
  const assigned = accessors.flatMap((accessor) => assignedSlots(accessor, index))
  return [...new Map(assigned.map((slot) => [slot.name, slot])).values()]
}

function assignedSlots(
  accessor: AstNode,
  index: AstIndex,
): { readonly name: string; readonly value: bigint | undefined }[] {
  const body = childOf(accessor, 'body')
  if (!body) return []
  const locals = new Map(
    walkNodes(body)
      .filter(({ nodeType }) => nodeType === 'VariableDeclarationStatement')
      .flatMap((node) => childrenOf(node, 'declarations').map(({ id }) => [id, node] as const)),
  )
  return walkNodes(body).flatMap((assembly) => {
    const block = assembly.nodeType === 'InlineAssembly' ? childOf(assembly, 'AST') : undefined
    if (!block) return []
    const names = externalNames(assembly)
    return walkNodes(block).flatMap((node) => {
      const [left] = childrenOf(node, 'variableNames')
      const right = childOf(node, 'value')
      if (!left || !right || !names.get(left.src)?.isSlot) return []
      const external = names.get(right.src)?.id ?? -1
      // `bytes32 slot = LOCATION; assembly { $.slot := slot }` is one step longer.
      const local = returned(childOf(locals.get(external), 'initialValue'), index)
      const declaration = index.declarations.get(local ? referenceOf(local) : external)
      const initial = local ?? childOf(declaration, 'value')
      const value = initial ? evaluateConstant(initial, index) : literalOf(right)
      return [{ name: textOf(declaration, 'name') || textOf(right, 'value') || 'slot', value }]
    })
  })
}

/** Of a call without arguments, what the function returns: the most derived one of its name. */
function returned(node: AstNode | undefined, index: AstIndex): AstNode | undefined {
  const called = node?.nodeType === 'FunctionCall' ? childOf(node, 'expression') : undefined
  const name = textOf(called, 'name')
  if (!called || name === '' || childrenOf(node, 'arguments').length > 0) return node
  const declaration = index.linearization
    .flatMap((contract) => membersOf(contract))
    .find((member) => member.nodeType === 'FunctionDefinition' && textOf(member, 'name') === name)
  const [only, ...others] = childrenOf(childOf(declaration, 'body'), 'statements')
  const isReturn = only?.nodeType === 'Return' && others.length === 0
  return isReturn ? childOf(only, 'expression') : node
}

function literalOf(node: AstNode): bigint | undefined {
  const value = node.nodeType === 'YulLiteral' ? textOf(node, 'value') : ''
  return /^(0x[\da-f]+|\d+)$/i.test(value) ? BigInt(value) : undefined
}
