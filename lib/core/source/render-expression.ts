import { childOf, childrenOf, placesOf, referenceOf, textOf, typeStringOf } from './ast-access'
import { parametersOf, returnsOf } from './ast-index'
import { inlineScope, type Meaning, type Scope } from './ast-scope'
import type { AstNode } from './compiled-contract'
import type { ContractProgram } from './contract-program'
import { readNumber } from './read-number'
import { stripComments } from './strip-comments'

/** Beyond this many replaced names a text is nested too deep to be read. */
const maxDepth = 40
/** UTF-16 units. A longer text is left with the names that its author gave. */
const maxLength = 200

/**
 * An expression as text in normal form: local names replaced by what they stand for, functions that only return an
 * expression by that expression, numbers in decimal. Equal texts mean the same, wherever the code stands.
 */
export function renderExpression(
  node: AstNode | undefined,
  scope: Scope,
  program: ContractProgram,
  depth = 0,
): string {
  if (!node) return ''
  const render = (one: AstNode | undefined, within = scope) =>
    renderExpression(one, within, program, depth + 1)
  const all = (nodes: readonly (AstNode | undefined)[]) =>
    nodes.map((one) => render(one)).join(', ')
  switch (node.nodeType) {
    case 'Identifier': {
      const meaning = scope.bindings.get(referenceOf(node))?.meaning
      if (!meaning || depth > maxDepth) return textOf(node, 'name')
      meaning.text ??= render(meaning.node, meaning.scope)
      const { text } = meaning
      return text.length > maxLength ? textOf(node, 'name') : text
    }
    case 'Literal':
      return renderLiteral(node)
    case 'TupleExpression': {
      const components = placesOf(node, 'components')
      return components.length === 1 ? render(components[0]) : `(${all(components)})`
    }
    case 'MemberAccess': {
      const given = structArgument(node, scope, program)
      if (given && depth <= maxDepth) return render(given.node, given.scope)
      return `${render(childOf(node, 'expression'))}.${textOf(node, 'memberName')}`
    }
    case 'IndexAccess':
      return `${render(childOf(node, 'baseExpression'))}[${render(childOf(node, 'indexExpression'))}]`
    case 'BinaryOperation':
      return ['leftExpression', 'rightExpression']
        .map((side) => inParentheses(childOf(node, side), render(childOf(node, side))))
        .join(` ${textOf(node, 'operator')} `)
    case 'UnaryOperation': {
      const inner = childOf(node, 'subExpression')
      return `${textOf(node, 'operator')}${inParentheses(inner, render(inner))}`
    }
    case 'Conditional': {
      const parts = ['condition', 'trueExpression', 'falseExpression'].map((part) =>
        render(childOf(node, part)),
      )
      return `(${parts[0]} ? ${parts[1]} : ${parts[2]})`
    }
    case 'FunctionCallOptions':
      return render(childOf(node, 'expression'))
    case 'FunctionCall':
      return renderCall(node, scope, program, depth)
    default:
      return stripComments(program.index.source.textOf(node))
  }
}

/** Of `Struct({member: x}).member`, also by a name that stands for the struct, what it was given: `x`. */
function structArgument(
  node: AstNode,
  scope: Scope,
  { index }: ContractProgram,
): Pick<Meaning, 'node' | 'scope'> | undefined {
  let base: Pick<Meaning, 'node' | 'scope'> | undefined
  const inner = childOf(node, 'expression')
  if (inner?.nodeType === 'Identifier') base = scope.bindings.get(referenceOf(inner))?.meaning
  else if (inner) base = { node: inner, scope }
  // A parameter may be handed on under other names.
  for (let step = 0; base?.node.nodeType === 'Identifier' && step < maxDepth; step += 1) {
    base = base.scope.bindings.get(referenceOf(base.node))?.meaning
  }
  if (!base || textOf(base.node, 'kind') !== 'structConstructorCall') return undefined
  const names = base.node.names
  const struct = index.declarations.get(referenceOf(childOf(base.node, 'expression')))
  const members = childrenOf(struct, 'members').map((member) => textOf(member, 'name'))
  const order = Array.isArray(names) && names.length > 0 ? names : members
  const argument = childrenOf(base.node, 'arguments')[order.indexOf(textOf(node, 'memberName'))]
  return argument && { node: argument, scope: base.scope }
}

function renderCall(node: AstNode, scope: Scope, program: ContractProgram, depth: number): string {
  const render = (one: AstNode | undefined, within = scope) =>
    renderExpression(one, within, program, depth + 1)
  const declaration = program.resolveCall(node, scope.contract)
  const inline = declaration && depth <= maxDepth ? program.inlineBodyOf(declaration) : undefined
  if (declaration && inline) {
    const contract = program.index.owners.get(declaration.id)
    const text = render(inline.result, inlineScope(node, declaration, inline, { scope, contract }))
    if (text.length <= maxLength) return inParentheses(inline.result, text)
  }
  const given = childrenOf(node, 'arguments')
  if (declaration && parametersOf(declaration).length === 0) {
    const struct = pointedStruct(declaration)
    if (struct) return struct
  }
  return `${render(childOf(node, 'expression'))}(${given.map((one) => render(one)).join(', ')})`
}

/** The struct to whose place in storage a function leads, e.g. `_getOwnableStorage()` to `OwnableStorage`. */
export function pointedStruct(declaration: AstNode): string | undefined {
  return returnsOf(declaration)
    .map(structOf)
    .find((name) => name !== undefined)
}

/** The name of the struct whose place in storage a declaration points to. */
export function structOf(declaration: AstNode): string | undefined {
  if (textOf(declaration, 'storageLocation') !== 'storage') return undefined
  return /^struct (?:[\w$]+\.)*([\w$]+)/.exec(typeStringOf(declaration))?.[1]
}

function inParentheses(node: AstNode | undefined, text: string): string {
  if (!/ (?:[-+*/%&|^<>=!]|\?)/.test(text) || /^\([^()]*\)$/.test(text)) return text
  return node?.nodeType === 'IndexAccess' || node?.nodeType === 'MemberAccess' ? text : `(${text})`
}

function renderLiteral(node: AstNode): string {
  switch (textOf(node, 'kind')) {
    case 'number': {
      const [value, unit] = [textOf(node, 'value'), textOf(node, 'subdenomination')]
      if (typeStringOf(node).startsWith('address')) return value.toLowerCase()
      return String(readNumber(value, unit) ?? `${value} ${unit}`.trim())
    }
    case 'bool':
      return textOf(node, 'value')
    case 'string':
    case 'unicodeString':
      return JSON.stringify(textOf(node, 'value'))
    default:
      return `hex"${textOf(node, 'hexValue')}"`
  }
}
