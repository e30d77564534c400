import { type Hex, toFunctionSelector } from 'viem'
import { childOf, childrenOf, textOf, walkNodes } from './ast-access'
import { parametersOf } from './ast-index'
import type { AstNode, CompiledContract } from './compiled-contract'
import type { FunctionModel } from './contract-model'
import type { ContractProgram } from './contract-program'
import { type FunctionTrace, startTrace } from './function-trace'
import { readNumber } from './read-number'
import { stripComments } from './strip-comments'
import { traceFunction } from './trace-function'

/** Names of variables by what a trace calls them. */
export type VariableNames = ReadonlyMap<string, string>

/** Reads one function of a contract with all that it leads to. */
export function readFunction(
  declaration: AstNode,
  program: ContractProgram,
  { contract, names }: { readonly contract: CompiledContract; readonly names: VariableNames },
): FunctionModel {
  const { source } = program.index
  const trace = traced(declaration, program)
  const named = (all: ReadonlySet<string>) =>
    [...new Set([...all].map((one) => names.get(one) ?? one))].toSorted()
  const body = childOf(declaration, 'body')
  const isCallable = ['public', 'external'].includes(textOf(declaration, 'visibility'))
  const isNamed = textOf(declaration, 'name') !== ''
  const selector = isCallable && isNamed ? selectorOf(declaration, program) : undefined
  return {
    signature: (selector && contract.selectors.get(selector)) ?? program.signatureOf(declaration),
    selector,
    name: textOf(declaration, 'name'),
    contract: textOf(program.index.owners.get(declaration.id), 'name'),
    visibility: visibilityOf(declaration),
    mutability: mutabilityOf(declaration),
    parameters: parametersOf(declaration).map((parameter) => textOf(parameter, 'name')),
    modifiers: childrenOf(declaration, 'modifiers').map((one) => compact(source.textOf(one))),
    guards: [...trace.guards.keys()].toSorted(),
    callerGuards: [...trace.guards].flatMap(([text, caller]) => (caller ? [text] : [])).toSorted(),
    checks: [...trace.checks].toSorted(),
    writes: named(trace.writes),
    reads: named(trace.reads),
    literals: literalsOf(declaration),
    outgoing: trace.outgoing,
    body: body ? stripComments(source.textOf(body)) : '',
    unread: [...trace.unread].toSorted(),
    place: source.placeOf(declaration),
  }
}

/** One function that cannot be followed leaves the others as they are. */
function traced(declaration: AstNode, program: ContractProgram): FunctionTrace {
  try {
    return traceFunction(declaration, program)
  } catch (error) {
    const trace = startTrace()
    trace.unread.add(error instanceof Error ? error.message : String(error))
    return trace
  }
}

function selectorOf(declaration: AstNode, program: ContractProgram): Hex {
  const told = textOf(declaration, 'functionSelector')
  return told ? `0x${told}` : toFunctionSelector(program.signatureOf(declaration))
}

/** `onlyRole(PAUSER_ROLE)`, however it was spaced. */
function compact(source: string): string {
  return stripComments(source)
    .replace(/ ?([()[\]]) ?/g, '$1')
    .replace(/ ,/g, ',')
}

function visibilityOf(declaration: AstNode): FunctionModel['visibility'] {
  const visibility = textOf(declaration, 'visibility')
  return visibility === 'external' || visibility === 'internal' || visibility === 'private'
    ? visibility
    : 'public'
}

function mutabilityOf(declaration: AstNode): FunctionModel['mutability'] {
  const mutability = textOf(declaration, 'stateMutability')
  return mutability === 'payable' || mutability === 'view' || mutability === 'pure'
    ? mutability
    : 'nonpayable'
}

/** Numbers in the code of the function itself, those in its assembly too. */
function literalsOf(declaration: AstNode): string[] {
  const parts = [childOf(declaration, 'body'), ...childrenOf(declaration, 'modifiers')]
  const nodes = parts.flatMap((part) => (part ? walkNodes(part) : []))
  return nodes.flatMap(numberOf).toSorted()
}

function numberOf(node: AstNode): string[] {
  if (node.nodeType !== 'Literal' && node.nodeType !== 'YulLiteral') return []
  if (textOf(node, 'kind') !== 'number') return []
  const [value, unit] = [textOf(node, 'value'), textOf(node, 'subdenomination')]
  return [String(readNumber(value, unit) ?? `${value} ${unit}`.trim())]
}
