import { childOf, childrenOf, referenceOf, textOf, typeStringOf, walkNodes } from './ast-access'
import { type AstIndex, membersOf } from './ast-index'
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
  const pointers = contracts.flatMap((contract) =>
    membersOf(contract).flatMap((member) => pointersIn(member, index)),
  )
  const free = [...index.declarations.values()].filter(
    (one) => one.nodeType === 'FunctionDefinition' && !index.owners.has(one.id),
  )
  pointers.push(...free.flatMap((one) => pointersIn(one, index)))
  return contracts.flatMap((contract) =>
    membersOf(contract)
      .filter(({ nodeType }) => nodeType === 'StructDefinition')
      .flatMap((struct) => readNamespace(struct, contract, { index, pointers })),
  )
}

/** A slot that code gives to a pointer, with the type that it points to in solc's words. */
type Pointer = { readonly type: string; readonly name: string; readonly value: bigint | undefined }

function readNamespace(
  struct: AstNode,
  contract: AstNode,
  { index, pointers }: { readonly index: AstIndex; readonly pointers: readonly Pointer[] },
): NamespaceModel[] {
  // Before 0.8.20 the AST had no comments of structs, so they are read from the text in front.
  const comments = trailingComments(index.source.before(struct))
  const ids = comments.matchAll(/@custom:storage-location\s+erc7201:([^\s*]+)/g)
  const type = `struct ${textOf(contract, 'name')}.${textOf(struct, 'name')}`
  const slots = pointers
    .filter((pointer) => pointer.type === type)
    .map(({ name, value }) => ({ name, value }))
  const values = new Set(slots.flatMap(({ value }) => value ?? []))
  const aliases = pointers
    .filter((other) => other.value !== undefined && values.has(other.value) && other.type !== type)
    .map((other) => other.type)
  return [...ids].map(([, id = '']) => ({
    id,
    aliases: [...new Set(aliases)].toSorted(),
    struct: textOf(struct, 'name'),
    contract: textOf(contract, 'name'),
    slot: namespaceSlot(id),
    slots: [...new Map(slots.map((slot) => [`${slot.name} ${slot.value}`, slot])).values()],
    members: childrenOf(struct, 'members').map((member) => ({
      name: textOf(member, 'name'),
      type: storedType(childOf(member, 'typeName'), index),
    })),
    place: index.source.placeOf(struct),
  }))
}

/** Where a function puts what it points to: those of a contract that derives from another may put its structs elsewhere. */
function pointersIn(code: AstNode, index: AstIndex): Pointer[] {
  const body = childOf(code, 'body')
  if (!body) return []
  const assemblies = walkNodes(body).filter(({ nodeType }) => nodeType === 'InlineAssembly')
  if (assemblies.length === 0) return []
  const types = new Map(
    walkNodes(code)
      .filter(({ nodeType }) => nodeType === 'VariableDeclaration')
      .map((node) => [node.id, typeStringOf(node).replace(/ storage.*$/, '')]),
  )
  const locals = new Map(
    walkNodes(body)
      .filter(({ nodeType }) => nodeType === 'VariableDeclarationStatement')
      .flatMap((node) => childrenOf(node, 'declarations').map(({ id }) => [id, node] as const)),
  )
  return assemblies.flatMap((assembly) => {
    const block = childOf(assembly, 'AST')
    if (!block) return []
    const names = externalNames(assembly)
    return walkNodes(block).flatMap((node) => {
      const [left] = childrenOf(node, 'variableNames')
      const right = childOf(node, 'value')
      const pointer = left && names.get(left.src)
      if (!pointer?.isSlot || !right) return []
      const type = types.get(pointer.id) ?? ''
      const external = names.get(right.src)?.id ?? -1
      // `bytes32 slot = LOCATION; assembly { $.slot := slot }` is one step longer.
      const local = returned(childOf(locals.get(external), 'initialValue'), index)
      const declaration = index.declarations.get(local ? referenceOf(local) : external)
      const initial = local ?? childOf(declaration, 'value')
      const value = initial ? evaluateConstant(initial, index) : literalOf(right)
      return [
        { type, name: textOf(declaration, 'name') || textOf(right, 'value') || 'slot', value },
      ]
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
