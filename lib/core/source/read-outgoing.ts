import { childOf, childrenOf, textOf, typeIdentifierOf } from './ast-access'
import type { AstNode } from './compiled-contract'
import type { OutgoingCall, TargetOrigin } from './contract-model'
import { calleeOf } from './contract-program'
import type { Walk } from './function-walk'
import { renderExpression } from './render-expression'

const kinds: readonly [prefix: string, kind: OutgoingCall['kind']][] = [
  ['t_function_baredelegatecall', 'delegatecall'],
  ['t_function_barecallcode', 'delegatecall'],
  ['t_function_barestaticcall', 'staticcall'],
  ['t_function_barecall', 'call'],
  ['t_function_send', 'call'],
  ['t_function_transfer', 'call'],
  ['t_function_external_view', 'staticcall'],
  ['t_function_external_pure', 'staticcall'],
  ['t_function_external', 'member'],
]

/** Functions of libraries that call a token for the one who calls them. */
const tokenCall = /^(safe|force)\w*(approve|allowance|transfer|permit)\w*$/i

/**
 * What a call makes the contract ask of other code. Undefined for calls that stay within it, unless they are known to
 * pass on what they are given, such as `token.forceApprove(…)`.
 */
export function readOutgoing(
  node: AstNode,
  declaration: AstNode | undefined,
  walk: Walk,
): OutgoingCall | undefined {
  const callee = calleeOf(node)
  const type = typeIdentifierOf(callee)
  const kind = kinds.find(([prefix]) => type.startsWith(prefix))?.[1]
  const member = textOf(callee, 'memberName')
  if (!kind && !(declaration && tokenCall.test(member))) return undefined
  const receiver = childOf(callee, 'expression')
  const given = childrenOf(node, 'arguments')
  const isBare = kind !== undefined && !type.startsWith('t_function_external')
  const isSend = /^t_function_(send|transfer)_/.test(type)
  return {
    kind: kind ?? 'member',
    target: originOf(receiver, walk),
    targetText: renderExpression(receiver, walk.scope, walk.program),
    dataFromParameter: isBare && !isSend && given[0] !== undefined && isGiven(given[0], walk),
    member: isBare ? undefined : member,
    arguments: isBare ? [] : given.map((one) => originOf(one, walk)),
    argumentTexts: isBare
      ? []
      : given.map((one) => renderExpression(one, walk.scope, walk.program)),
    place: walk.program.index.source.placeOf(node),
  }
}

function originOf(node: AstNode | undefined, walk: Walk): TargetOrigin {
  return node ? walk.follow.evaluate(node, walk).origin : 'unknown'
}

/** Whether calldata is a stranger's as a whole: bytes that it gave, also joined, but not behind a selector of our own. */
function isGiven(data: AstNode, walk: Walk): boolean {
  const name = textOf(calleeOf(data), 'memberName')
  if (data.nodeType === 'FunctionCall' && /^encode(Call|WithSelector|WithSignature)$/.test(name)) {
    const [selector] = childrenOf(data, 'arguments')
    return name !== 'encodeCall' && originOf(selector, walk) === 'parameter'
  }
  return originOf(data, walk) === 'parameter'
}
