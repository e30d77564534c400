import { childOf, childrenOf, textOf } from './ast-access'
import { parametersOf, returnsOf } from './ast-index'
import { argumentsOf, type Binding, type Scope, type Value, worstOrigin } from './ast-scope'
import type { AstNode } from './compiled-contract'
import type { ContractProgram } from './contract-program'
import type { FunctionTrace } from './function-trace'
import { addGuards, startTrace } from './function-trace'
import type { Frame, Walk } from './function-walk'
import { never, oppositeOf } from './guard-clauses'
import { renderExpression } from './render-expression'
import { walkExpression } from './walk-expression'
import { walkStatement } from './walk-statement'

/** Deeper than any code that was written to be read. */
const maxStack = 40

/**
 * Follows a function from its call with arbitrary arguments, into all that it calls. One that nobody outside can call is
 * followed no further than its own code: each that leads to it is followed through it anyway.
 */
export function traceFunction(declaration: AstNode, program: ContractProgram): FunctionTrace {
  const trace = startTrace()
  const isReachable = !/^(internal|private)$/.test(textOf(declaration, 'visibility'))
  const bindings = new Map<number, Binding>()
  for (const parameter of parametersOf(declaration)) {
    const isStorage = textOf(parameter, 'storageLocation') === 'storage'
    const place = isStorage ? { name: textOf(parameter, 'name'), open: false } : undefined
    // Of an internal function nobody outside gives the arguments.
    bindings.set(parameter.id, { origin: isReachable ? 'parameter' : 'unknown', place })
  }
  const scope = { contract: program.index.owners.get(declaration.id), bindings }
  const follow = { evaluate: walkExpression, call: isReachable ? walkCall : walkArguments }
  runFunction(declaration, { program, trace, scope, escape: never, stack: [], follow })
  return trace
}

/** Follows only what a call is given. */
function walkArguments(call: AstNode, declaration: AstNode, walk: Walk): Value {
  const given = argumentsOf(call, declaration)
  const origins = given.map((node) => (node ? walkExpression(node, walk).origin : 'unknown'))
  return { origin: worstOrigin(origins) }
}

/** Follows a call within the contract. Its value is what it returns. */
function walkCall(call: AstNode, declaration: AstNode, walk: Walk): Value {
  const { program, trace, stack } = walk
  const given = argumentsOf(call, declaration)
  const values = given.map((node) => (node ? walkExpression(node, walk) : undefined))
  if (stack.includes(declaration.id)) return { origin: 'unknown' }
  if (program.isArithmetic(declaration)) {
    return { origin: worstOrigin(values.map((value) => value?.origin ?? 'unknown')) }
  }
  if (stack.length >= maxStack) {
    trace.unread.add(`${textOf(declaration, 'name')} is called too deep`)
    return { origin: 'unknown' }
  }
  const bindings = new Map<number, Binding>()
  parametersOf(declaration).forEach((parameter, position) => {
    const node = given[position]
    const meaning = node ? { node, scope: walk.scope } : undefined
    bindings.set(parameter.id, { origin: 'unknown', ...values[position], meaning })
  })
  const scope = { contract: program.index.owners.get(declaration.id), bindings }
  const key = keyOf(declaration, scope, walk)
  const known = trace.visited.get(key)
  if (known) return known
  trace.visited.set(key, { origin: 'unknown' })
  const before = trace.met
  const value = runFunction(declaration, { ...walk, scope })
  trace.visited.set(key, value)
  if (trace.met > before) trace.checks.add(textOf(declaration, 'name'))
  return value
}

function keyOf(declaration: AstNode, { bindings }: Scope, { program, escape }: Walk): string {
  const given = [...bindings.values()].map(({ origin, place, meaning }) => {
    if (meaning) meaning.text ??= renderExpression(meaning.node, meaning.scope, program)
    const text = meaning?.text ?? ''
    return `${origin} ${place?.name} ${text}`
  })
  const escapes = escape.map((clause) => clause.map(({ text }) => text).join('|')).join('&')
  return [declaration.id, escapes, ...given].join('\n')
}

function runFunction(declaration: AstNode, walk: Omit<Walk, 'frame'>): Value {
  const inside = { ...walk, stack: [...walk.stack, declaration.id] }
  for (const invocation of childrenOf(declaration, 'modifiers')) {
    walkModifier(invocation, inside)
  }
  const frame: Frame = { returned: [], placeholders: [], values: [] }
  for (const result of returnsOf(declaration)) {
    if (!walk.scope.bindings.has(result.id))
      walk.scope.bindings.set(result.id, { origin: 'constant' })
  }
  const body = childOf(declaration, 'body')
  if (body) walkStatement(body, { ...inside, frame })
  const named = returnsOf(declaration).flatMap(({ id }) => walk.scope.bindings.get(id) ?? [])
  const values = [...frame.values, ...named]
  const place = values.map((value) => value.place).find((one) => one !== undefined)
  return { origin: worstOrigin(values.map(({ origin }) => origin)), place }
}

/** Follows a modifier. Where the function stands in it under a condition, that condition is a guard. */
function walkModifier(invocation: AstNode, walk: Omit<Walk, 'frame'>): void {
  const { program, trace, scope } = walk
  const frame: Frame = { returned: [], placeholders: [], values: [] }
  const given = childrenOf(invocation, 'arguments')
  const values = given.map((node) => walkExpression(node, { ...walk, frame }))
  const modifier = program.resolveModifier(invocation)
  if (modifier?.nodeType !== 'ModifierDefinition') {
    if (!modifier) trace.unread.add(`modifier ${program.index.source.textOf(invocation)}`)
    return
  }
  const bindings = new Map<number, Binding>()
  parametersOf(modifier).forEach((parameter, position) => {
    const node = given[position]
    const meaning = node ? { node, scope } : undefined
    bindings.set(parameter.id, { origin: 'unknown', ...values[position], meaning })
  })
  const inner = { contract: program.index.owners.get(modifier.id), bindings }
  const body = childOf(modifier, 'body')
  const before = trace.met
  if (body) walkStatement(body, { ...walk, scope: inner, frame })
  const [only] = frame.placeholders
  if (only && frame.placeholders.length === 1 && only !== walk.escape) {
    addGuards(trace, oppositeOf(only))
  }
  if (trace.met > before) trace.checks.add(textOf(modifier, 'name'))
}
