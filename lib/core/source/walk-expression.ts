import {
  childOf,
  childrenOf,
  nodesBelow,
  placesOf,
  referenceOf,
  textOf,
  typeIdentifierOf,
} from './ast-access'
import { type StoragePlace, type Value, worstOrigin } from './ast-scope'
import type { AstNode } from './compiled-contract'
import { calleeOf, isCaller } from './contract-program'
import { addGuards, recordWrite } from './function-trace'
import type { Walk } from './function-walk'
import { clausesOf, eitherOf, involvesCaller, literal } from './guard-clauses'
import { readOutgoing } from './read-outgoing'
import { pointedStruct, renderExpression } from './render-expression'
import { walkAssignment } from './walk-assignment'

/** A function of the largest contracts takes some ten thousand. */
const maxSteps = 100_000

/** Names of functions that are there to end the call, by the conventions of Solidity. */
const guardName = /^_*(check|only|require|assert|enforce|validate|auth)/i

/** Follows an expression: what it comes from, and on the way what it reads, writes and calls. */
export function walkExpression(node: AstNode, walk: Walk): Value {
  walk.trace.steps += 1
  if (walk.trace.steps > maxSteps) {
    walk.trace.unread.add('more code than is followed')
    return { origin: 'unknown' }
  }
  switch (node.nodeType) {
    case 'Identifier':
      return identifierValue(node, walk)
    case 'MemberAccess':
      return memberValue(node, walk)
    case 'IndexAccess': {
      const base = childOf(node, 'baseExpression')
      const position = childOf(node, 'indexExpression')
      if (position) walkExpression(position, walk)
      return base ? walkExpression(base, walk) : { origin: 'unknown' }
    }
    case 'Assignment':
      return walkAssignment(node, walk)
    case 'UnaryOperation': {
      const inner = childOf(node, 'subExpression')
      const value = inner ? walkExpression(inner, walk) : { origin: 'constant' as const }
      if (/^(delete|\+\+|--)$/.test(textOf(node, 'operator'))) forget(inner, value, walk)
      return { origin: value.origin }
    }
    case 'FunctionCall':
      return callValue(node, walk)
    case 'Literal':
    case 'ElementaryTypeNameExpression':
    case 'NewExpression':
      return { origin: 'constant' }
    case 'TupleExpression': {
      const values = placesOf(node, 'components').map((one) =>
        one ? walkExpression(one, walk) : undefined,
      )
      const origin = worstOrigin(values.flatMap((value) => value?.origin ?? []))
      return values.length === 1 ? { origin, place: values[0]?.place } : { origin }
    }
    default:
      return {
        origin: worstOrigin(nodesBelow(node).map((one) => walkExpression(one, walk).origin)),
      }
  }
}

/** `x++` and `delete x`: storage is written, and a local name stands for itself from here on. */
function forget(target: AstNode | undefined, value: Value, { trace, scope }: Walk): void {
  const id = referenceOf(target)
  const isLocal = target?.nodeType === 'Identifier' && scope.bindings.has(id)
  if (isLocal) scope.bindings.set(id, { ...value, meaning: undefined })
  else recordWrite(value.place, trace)
}

function identifierValue(node: AstNode, { program, trace, scope }: Walk): Value {
  const id = referenceOf(node)
  const binding = scope.bindings.get(id)
  if (binding) return binding
  const declaration = program.index.declarations.get(id)
  if (declaration?.nodeType !== 'VariableDeclaration') {
    return { origin: declaration || textOf(node, 'name') === 'this' ? 'constant' : 'unknown' }
  }
  const mutability = textOf(declaration, 'mutability')
  if (declaration.constant === true || mutability === 'constant') return { origin: 'constant' }
  const place = { name: String(id), open: false }
  trace.reads.add(place.name)
  return { origin: mutability === 'immutable' ? 'immutable' : 'storage', place }
}

function memberValue(node: AstNode, walk: Walk): Value {
  if (isCaller(node)) return { origin: 'caller' }
  const base = childOf(node, 'expression')
  if (textOf(base, 'name') === 'msg') return { origin: 'parameter' }
  const declaration = walk.program.index.declarations.get(referenceOf(node))
  const isConstant = declaration?.constant === true
  if (isConstant) return { origin: 'constant' }
  // A variable by the name of its contract, as in `Base.owner`.
  const isNamed = declaration?.stateVariable === true
  if (isNamed) return identifierValue(node, walk)
  const value = base ? walkExpression(base, walk) : { origin: 'unknown' as const }
  if (!value.place) return value
  const place = memberOf(value.place, textOf(node, 'memberName'))
  walk.trace.reads.add(place.name)
  return { origin: 'storage', place }
}

function memberOf(place: StoragePlace, member: string): StoragePlace {
  return place.open ? { name: `${place.name}.${member}`, open: false } : place
}

function callValue(node: AstNode, walk: Walk): Value {
  const given = childrenOf(node, 'arguments')
  const callee = calleeOf(node)
  if (textOf(node, 'kind') === 'typeConversion' && given[0]) {
    return { origin: walkExpression(given[0], walk).origin }
  }
  const declaration = walk.program.resolveCall(node, walk.scope.contract)
  if (declaration) {
    const outgoing = readOutgoing(node, declaration, walk)
    if (outgoing) walk.trace.outgoing.push(outgoing)
    return followCall(node, declaration, walk)
  }
  if (isRequire(callee) && given[0]) return guardBy(given[0], given, walk)
  if (textOf(callee, 'name') === 'revert') {
    addGuards(walk.trace, walk.escape)
    return { origin: 'constant' }
  }
  const outgoing = readOutgoing(node, undefined, walk)
  if (outgoing) walk.trace.outgoing.push(outgoing)
  const values = given.map((one) => walkExpression(one, walk).origin)
  const receiver = childOf(callee, 'expression')
  const from =
    callee?.nodeType === 'MemberAccess' && receiver ? walkExpression(receiver, walk) : undefined
  if (/^(push|pop)$/.test(textOf(callee, 'memberName'))) recordWrite(from?.place, walk.trace)
  if (outgoing) return calledOutside(node, from?.origin === 'parameter', walk)
  if (isPointer(callee)) walk.trace.unread.add(`call of ${textOf(callee, 'name')} by a pointer`)
  return { origin: worstOrigin(values) }
}

function followCall(node: AstNode, declaration: AstNode, walk: Walk): Value {
  const [guards, calls] = [walk.trace.met, walk.trace.outgoing.length]
  const value = walk.follow.call(node, declaration, walk)
  const name = textOf(declaration, 'name')
  // What it asks of another contract can end the call in a way that is not written down here.
  const asksOthers = walk.trace.outgoing.length > calls
  const isSilent = walk.trace.met === guards && !walk.trace.checks.has(name) && asksOthers
  if (isSilent && guardName.test(name) && textOf(declaration, 'stateMutability') !== 'pure') {
    guardByName(node, walk)
  }
  const struct = pointedStruct(declaration)
  return struct && !value.place ? { ...value, place: { name: struct, open: true } } : value
}

/** What another contract answers. A stranger's contract answers what the stranger wants. */
function calledOutside(node: AstNode, isStranger: boolean, walk: Walk): Value {
  if (guardName.test(textOf(calleeOf(node), 'memberName'))) guardByName(node, walk)
  return { origin: isStranger ? 'parameter' : 'unknown' }
}

/** A call that by its name ends the transaction, in a way that cannot be read from here. */
function guardByName(node: AstNode, walk: Walk): void {
  const { scope, program, trace, escape } = walk
  const text = renderExpression(node, scope, program)
  addGuards(trace, eitherOf(escape, [[literal(text, involvesCaller(node, scope, program))]]))
}

function guardBy(condition: AstNode, given: readonly AstNode[], walk: Walk): Value {
  for (const one of given) walkExpression(one, walk)
  const { scope, program, trace, escape } = walk
  addGuards(trace, eitherOf(escape, clausesOf(condition, scope, program)))
  return { origin: 'constant' }
}

function isRequire(callee: AstNode | undefined): boolean {
  return callee?.nodeType === 'Identifier' && /^(require|assert)$/.test(textOf(callee, 'name'))
}

/** A function that is kept in a variable: which one it is, the source does not say. */
function isPointer(callee: AstNode | undefined): boolean {
  return typeIdentifierOf(callee).startsWith('t_function_internal')
}
