import type { AstNode } from './compiled-contract'

/** Whether a value is a node of solc's AST. Those of inline assembly have no id. */
function isNode(value: unknown): value is AstNode {
  return typeof value === 'object' && value !== null && 'nodeType' in value
}

/** The node that a member holds, if any. */
export function childOf(node: AstNode | undefined, member: string): AstNode | undefined {
  const value = node?.[member]
  return isNode(value) ? value : undefined
}

/** The nodes that a member lists, with the places that hold none, as the empty ones in `(, a) = f()`. */
export function placesOf(
  node: AstNode | undefined,
  member: string,
): readonly (AstNode | undefined)[] {
  const value = node?.[member]
  return Array.isArray(value) ? value.map((one) => (isNode(one) ? one : undefined)) : []
}

/** The nodes that a member lists. */
export function childrenOf(node: AstNode | undefined, member: string): readonly AstNode[] {
  return placesOf(node, member).filter((one) => one !== undefined)
}

/** The text of a member, empty where it has none. */
export function textOf(node: AstNode | undefined, member: string): string {
  const value = node?.[member]
  return typeof value === 'string' ? value : ''
}

/** The id that a member refers to. Those of built-in names are negative or beyond all nodes. */
export function referenceOf(node: AstNode | undefined, member = 'referencedDeclaration'): number {
  const value = node?.[member]
  return typeof value === 'number' ? value : -1
}

/** solc's name of the type of an expression or a declaration, e.g. `struct Vault.Position storage pointer`. */
export function typeStringOf(node: AstNode | undefined): string {
  return describedType(node, 'typeString')
}

/** solc's id of the type, e.g. `t_function_external_view$__$returns$_t_address_$`. */
export function typeIdentifierOf(node: AstNode | undefined): string {
  return describedType(node, 'typeIdentifier')
}

function describedType(node: AstNode | undefined, member: string): string {
  const described = node?.typeDescriptions
  if (typeof described !== 'object' || described === null) return ''
  const value = Object.entries(described).find(([name]) => name === member)?.[1]
  return typeof value === 'string' ? value : ''
}

/** The nodes directly below a node, in the order in which they are written. */
export function nodesBelow(node: AstNode): AstNode[] {
  const found: AstNode[] = []
  for (const member in node) {
    const value = node[member]
    if (Array.isArray(value)) {
      for (const one of value) if (isNode(one)) found.push(one)
    } else if (isNode(value)) {
      found.push(value)
    }
  }
  return found
}

/** A node and all below it. */
export function walkNodes(node: AstNode): AstNode[] {
  const found = [node]
  // The list grows while it is gone through, which is what makes it reach everything.
  for (let position = 0; position < found.length; position += 1) {
    const next = found[position]
    if (next) found.push(...nodesBelow(next))
  }
  return found
}
