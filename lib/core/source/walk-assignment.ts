import { childOf, placesOf, referenceOf, textOf } from './ast-access'
import { type Value, worstOrigin } from './ast-scope'
import type { AstNode } from './compiled-contract'
import { recordWrite } from './function-trace'
import type { Walk } from './function-walk'

/** Follows an assignment: what is written to storage, and what local names stand for from here on. */
export function walkAssignment(node: AstNode, walk: Walk): Value {
  const [left, right] = ['leftHandSide', 'rightHandSide'].map((side) => childOf(node, side))
  const value: Value = right ? walk.follow.evaluate(right, walk) : { origin: 'unknown' }
  if (!left) return value
  const isPlain = textOf(node, 'operator') === '='
  const targets = left.nodeType === 'TupleExpression' ? placesOf(left, 'components') : [left]
  for (const target of targets) {
    if (target) assignTo(target, value, isPlain, walk)
  }
  return value
}

function assignTo(target: AstNode, value: Value, isPlain: boolean, walk: Walk): void {
  const { scope, trace } = walk
  const id = referenceOf(target)
  const binding = target.nodeType === 'Identifier' ? scope.bindings.get(id) : undefined
  if (binding) {
    // Which of its values a name stands for depends on the way here: from now on it stands for itself.
    const origin = worstOrigin([binding.origin, value.origin])
    scope.bindings.set(id, { origin, place: value.place ?? binding.place })
    return
  }
  const readBefore = trace.reads.size
  const { place } = walk.follow.evaluate(target, walk)
  if (!place) return
  // What is only overwritten is not read: of the names that were added, it is the last.
  const isNew = trace.reads.size > readBefore && [...trace.reads].at(-1) === place.name
  if (isPlain && isNew) trace.reads.delete(place.name)
  recordWrite(place, trace)
}
