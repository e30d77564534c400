import { childOf, childrenOf, placesOf, textOf } from './ast-access'
import type { Value } from './ast-scope'
import type { AstNode } from './compiled-contract'
import { addGuards } from './function-trace'
import type { Frame, Walk } from './function-walk'
import { clausesOf, eitherOf, involvesCaller, literal, oppositeOf } from './guard-clauses'
import { renderExpression, structOf } from './render-expression'
import { walkAssembly } from './walk-assembly'

type Follower = (node: AstNode, walk: Walk) => void

/** Follows a statement and what stands in it. */
export function walkStatement(node: AstNode, walk: Walk): void {
  const follow = followers[node.nodeType]
  if (follow) follow(node, walk)
  else walk.follow.evaluate(node, walk)
}

const walkBlock: Follower = (node, walk) => walkAll(childrenOf(node, 'statements'), walk)

const followers: Readonly<Record<string, Follower>> = {
  Block: walkBlock,
  UncheckedBlock: walkBlock,
  IfStatement: walkIf,
  Return: walkReturn,
  Break: (_node, walk) => walk.frame.returned.push(walk.escape),
  Continue: (_node, walk) => walk.frame.returned.push(walk.escape),
  PlaceholderStatement: (_node, walk) => walk.frame.placeholders.push(walk.escape),
  RevertStatement: (node, walk) => {
    for (const one of childrenOf(childOf(node, 'errorCall'), 'arguments')) {
      walk.follow.evaluate(one, walk)
    }
    addGuards(walk.trace, walk.escape)
  },
  Throw: (_node, walk) => addGuards(walk.trace, walk.escape),
  VariableDeclarationStatement: walkDeclaration,
  InlineAssembly: walkAssembly,
  TryStatement: walkTry,
  ForStatement: walkLoop,
  WhileStatement: walkLoop,
  DoWhileStatement: walkLoop,
  ExpressionStatement: (node, walk) => evaluateIn(node, 'expression', walk),
  EmitStatement: (node, walk) => evaluateIn(node, 'eventCall', walk),
}

/** Statements in a row. What left early before one of them is an escape for it. */
function walkAll(statements: readonly AstNode[], walk: Walk): void {
  let { escape } = walk
  for (const statement of statements) {
    const before = walk.frame.returned.length
    walkStatement(statement, { ...walk, escape })
    for (const left of walk.frame.returned.slice(before)) {
      escape = eitherOf(escape, oppositeOf(left))
    }
  }
}

function walkIf(node: AstNode, walk: Walk): void {
  const condition = childOf(node, 'condition')
  if (!condition) return
  walk.follow.evaluate(condition, walk)
  const [whenTrue, whenFalse] = ['trueBody', 'falseBody'].map((body) => childOf(node, body))
  const under = (negated: boolean) =>
    eitherOf(walk.escape, clausesOf(condition, walk.scope, walk.program, negated))
  if (whenTrue) walkStatement(whenTrue, { ...walk, escape: under(true) })
  if (whenFalse) walkStatement(whenFalse, { ...walk, escape: under(false) })
}

/** A loop ends by itself: what leaves it early leaves nothing else. */
function walkLoop(node: AstNode, walk: Walk): void {
  const start = childOf(node, 'initializationExpression')
  if (start) walkStatement(start, walk)
  for (const { id } of childrenOf(start, 'declarations')) {
    // What counts the rounds stands for its first value in the first round only.
    const binding = walk.scope.bindings.get(id)
    if (binding) walk.scope.bindings.set(id, { ...binding, meaning: undefined })
  }
  evaluateIn(node, 'condition', walk)
  const body = childOf(node, 'body')
  const frame: Frame = { ...walk.frame, returned: [] }
  if (body) walkStatement(body, { ...walk, frame })
  const end = childOf(node, 'loopExpression')
  if (end) walkStatement(end, walk)
}

/** What stands under `catch` is reached only where the call failed. */
function walkTry(node: AstNode, walk: Walk): void {
  const call = childOf(node, 'externalCall')
  if (!call) return
  walk.follow.evaluate(call, walk)
  const text = renderExpression(call, walk.scope, walk.program)
  const [success, ...failures] = childrenOf(node, 'clauses').map((one) => childOf(one, 'block'))
  if (success) walkStatement(success, walk)
  const succeeds = literal(`${text} succeeds`, involvesCaller(call, walk.scope, walk.program))
  const escape = eitherOf(walk.escape, [[succeeds]])
  for (const failure of failures) if (failure) walkStatement(failure, { ...walk, escape })
}

function walkReturn(node: AstNode, walk: Walk): void {
  const result = childOf(node, 'expression')
  if (result) walk.frame.values.push(walk.follow.evaluate(result, walk))
  walk.frame.returned.push(walk.escape)
}

function walkDeclaration(node: AstNode, { ...walk }: Walk): void {
  const initial = childOf(node, 'initialValue')
  const value: Value = initial ? walk.follow.evaluate(initial, walk) : { origin: 'constant' }
  const names = placesOf(node, 'declarations')
  for (const name of names) {
    if (!name) continue
    const struct = structOf(name)
    const place = value.place ?? (struct ? { name: struct, open: true } : undefined)
    const isWhole = names.length === 1 && initial && textOf(name, 'storageLocation') !== 'memory'
    const meaning = isWhole ? { node: initial, scope: walk.scope } : undefined
    walk.scope.bindings.set(name.id, { ...value, place, meaning })
  }
}

function evaluateIn(node: AstNode, member: string, walk: Walk): void {
  const expression = childOf(node, member)
  if (expression) walk.follow.evaluate(expression, walk)
}
