import { childOf, childrenOf, textOf, walkNodes } from './ast-access'
import type { Value } from './ast-scope'
import type { AstNode } from './compiled-contract'
import type { OutgoingCall, TargetOrigin } from './contract-model'
import { addGuards, recordWrite } from './function-trace'
import type { Walk } from './function-walk'
import { eitherOf, literal } from './guard-clauses'
import { renderExpression, structOf } from './render-expression'
import { stripComments } from './strip-comments'

/** What a name in assembly stands for in Solidity. */
export type ExternalName = { readonly id: number; readonly isSlot: boolean }

/** The names that a block of assembly takes from Solidity, by where they stand. */
export function externalNames(assembly: AstNode): ReadonlyMap<string, ExternalName> {
  const references = assembly.externalReferences
  const entries = Array.isArray(references) ? references : []
  return new Map(
    entries.flatMap((one): [string, ExternalName][] => {
      // Before 0.6 each was wrapped in an object with its name.
      const { src, declaration, isSlot, suffix } = Object(one)
      const id = Number(declaration)
      return typeof src === 'string'
        ? [[src, { id, isSlot: isSlot === true || suffix === 'slot' }]]
        : []
    }),
  )
}

/** Follows a block of assembly: storage by its slots, calls by their targets, and conditions that end the call. */
export function walkAssembly(assembly: AstNode, walk: Walk): void {
  const { trace, program } = walk
  const block = childOf(assembly, 'AST')
  const place = program.index.source.placeOf(assembly)
  if (!block) {
    trace.unread.add(`assembly in line ${place.line} of ${place.path}`)
    return
  }
  const names = externalNames(assembly)
  walkBlock(block, { walk, names })
  for (const node of walkNodes(block)) {
    if (node.nodeType === 'YulAssignment') assignPointer(node, { walk, names })
    if (node.nodeType === 'YulFunctionCall') readInstruction(node, { walk, names })
    if (node.nodeType === 'YulSwitch' && walkNodes(node).some(isRevert)) {
      trace.unread.add(`switch in line ${place.line} of ${place.path}`)
    }
  }
}

type Assembly = { readonly walk: Walk; readonly names: ReadonlyMap<string, ExternalName> }

/** Statements in a row; those under `if` end the call only where the condition holds. */
function walkBlock(block: AstNode, { walk, names }: Assembly): void {
  for (const statement of childrenOf(block, 'statements')) {
    const inner = childOf(statement, 'body') ?? statement
    if (statement.nodeType === 'YulIf') {
      const condition = childOf(statement, 'condition')
      if (!condition) continue
      const caller = walkNodes(condition).some((one) => textOf(one, 'name') === 'caller')
      const source = stripComments(walk.program.index.source.textOf(condition))
      const escape = eitherOf(walk.escape, [[literal(negate(source), caller)]])
      walkBlock(inner, { walk: { ...walk, escape }, names })
    } else if (statement.nodeType === 'YulBlock') {
      walkBlock(statement, { walk, names })
    } else if (
      statement.nodeType === 'YulExpressionStatement' &&
      walkNodes(statement).some(isRevert)
    ) {
      addGuards(walk.trace, walk.escape)
    }
  }
}

function negate(condition: string): string {
  const inner = /^iszero \( (.*) \)$/.exec(condition)?.[1]
  return inner ?? `iszero ( ${condition} )`
}

function isRevert(node: AstNode): boolean {
  return (
    node.nodeType === 'YulFunctionCall' &&
    textOf(childOf(node, 'functionName'), 'name') === 'revert'
  )
}

/** `$.slot := LOCATION`: the pointer leads to the struct of its type, at that place. */
function assignPointer(node: AstNode, { walk, names }: Assembly): void {
  const [left] = childrenOf(node, 'variableNames')
  const right = childOf(node, 'value')
  const name = left && names.get(left.src)
  if (!name || !right) return
  const { scope, program } = walk
  const value = valueOf(right, { walk, names })
  if (!name.isSlot) {
    scope.bindings.set(name.id, { origin: value?.origin ?? 'unknown' })
    return
  }
  const declaration = program.index.declarations.get(name.id)
  const struct = declaration && structOf(declaration)
  const source = names.get(right.src)
  // A slot that is a parameter makes a place for each; one that the function names itself is that of the struct.
  const isParameter = source !== undefined && program.index.declarations.has(source.id)
  const isGiven = isParameter && scope.bindings.has(source.id)
  const slot = slotName(right, { walk, names })
  const place = struct && !isGiven ? { name: struct, open: true } : { name: slot, open: false }
  scope.bindings.set(name.id, { origin: 'storage', place })
}

const calls: readonly string[] = ['call', 'callcode', 'delegatecall', 'staticcall']

function readInstruction(node: AstNode, assembly: Assembly): void {
  const { walk } = assembly
  const name = textOf(childOf(node, 'functionName'), 'name')
  const given = childrenOf(node, 'arguments')
  const [first, second] = given
  if (name === 'sstore' && first)
    recordWrite({ name: slotName(first, assembly), open: false }, walk.trace)
  if (name === 'sload' && first) walk.trace.reads.add(slotName(first, assembly))
  if (calls.includes(name) && second) {
    const outgoing: OutgoingCall = {
      kind: 'assembly',
      target: valueOf(second, assembly)?.origin ?? 'unknown',
      targetText: targetText(second, assembly),
      dataFromParameter: false,
      member: name,
      arguments: [],
      argumentTexts: [],
      place: walk.program.index.source.placeOf(node),
    }
    walk.trace.outgoing.push(outgoing)
  }
}

/** As guards have it, where the target is a name of Solidity. */
function targetText(node: AstNode, { walk, names }: Assembly): string {
  const meaning = walk.scope.bindings.get(names.get(node.src)?.id ?? -1)?.meaning
  return meaning
    ? renderExpression(meaning.node, meaning.scope, walk.program)
    : stripComments(walk.program.index.source.textOf(node))
}

/** The variable, or the constant, that a slot is given by; else the slot as it is written. */
function slotName(node: AstNode, { walk, names }: Assembly): string {
  const external = names.get(node.src)
  const { scope, program } = walk
  const binding = external && scope.bindings.get(external.id)
  if (binding?.place) return binding.place.name
  const declaration = external && program.index.declarations.get(external.id)
  if (declaration?.stateVariable === true && external?.isSlot) return String(declaration.id)
  const meaning = binding?.meaning
  const text = meaning
    ? renderExpression(meaning.node, meaning.scope, program)
    : textOf(declaration, 'name')
  return `slot ${text || stripComments(program.index.source.textOf(node))}`
}

const instructionOrigins: Readonly<Record<string, TargetOrigin>> = {
  sload: 'storage',
  calldataload: 'parameter',
  caller: 'caller',
  address: 'constant',
}

function valueOf(node: AstNode, { walk, names }: Assembly): Value | undefined {
  if (node.nodeType === 'YulLiteral') return { origin: 'constant' }
  if (node.nodeType === 'YulFunctionCall') {
    const origin = instructionOrigins[textOf(childOf(node, 'functionName'), 'name')]
    if (origin) return { origin }
    return childrenOf(node, 'arguments')
      .map((one) => valueOf(one, { walk, names }))
      .find((value) => value?.origin === 'parameter')
  }
  const external = names.get(node.src)
  const binding = external && walk.scope.bindings.get(external.id)
  if (!external || binding) return binding
  const declaration = walk.program.index.declarations.get(external.id)
  if (!declaration) return undefined
  return { origin: declaration.constant === true || external.isSlot ? 'constant' : 'storage' }
}
