import type { ContractModel, FunctionModel, OutgoingCall } from '@/lib/core/source/contract-model'

const place = { path: 'src/A.sol', line: 1 }

/** A function that anybody may call and that does nothing, to be given what a test is about. */
export function functionModel(changes: Partial<FunctionModel> = {}): FunctionModel {
  const name = changes.name ?? 'f'
  return {
    signature: `${name}()`,
    name,
    contract: 'A',
    visibility: 'external',
    mutability: 'nonpayable',
    parameters: [],
    modifiers: [],
    guards: [],
    callerGuards: [],
    checks: [],
    writes: [],
    reads: [],
    literals: [],
    outgoing: [],
    body: '{ }',
    unread: [],
    place,
    ...changes,
  }
}

/** One that asks its caller for this. */
export function guardedModel(guards: readonly string[], changes: Partial<FunctionModel> = {}) {
  return functionModel({ guards, callerGuards: guards, ...changes })
}

export function outgoingCall(changes: Partial<OutgoingCall> = {}): OutgoingCall {
  return {
    kind: 'call',
    target: 'parameter',
    targetText: 'target',
    dataFromParameter: true,
    arguments: [],
    argumentTexts: [],
    place,
    ...changes,
  }
}

export function contractModel(
  functions: readonly FunctionModel[],
  changes: Partial<ContractModel> = {},
): ContractModel {
  return {
    name: 'A',
    linearization: ['A'],
    functions,
    variables: [],
    initializers: [],
    namespaces: [],
    slots: [],
    pureFunctions: [],
    unread: [],
    ...changes,
  }
}
