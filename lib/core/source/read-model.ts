import { childrenOf, textOf } from './ast-access'
import { indexAst } from './ast-index'
import type { AstNode, CompiledContract } from './compiled-contract'
import type { ContractModel, FunctionModel, InitializerModel } from './contract-model'
import { type ContractProgram, linkProgram } from './contract-program'
import { evaluateConstant } from './evaluate-constant'
import { readFunction } from './read-functions'
import { readNamespaces } from './read-namespaces'
import { readPureFunctions } from './read-pure-functions'
import { readSlots } from './read-slots'
import { nameVariables, readVariables } from './read-variables'

/**
 * Reads what the AST of a contract says: its functions after inheritance with their guards, what they write, read and
 * call, its variables, initializers, namespaces and constant slots. What could not be read is named in `unread`, of the
 * contract and of each function: no check may take it for absent.
 */
export function readContractModel(contract: CompiledContract): ContractModel {
  try {
    return readModel(contract)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { ...emptyModel, name: contract.name, unread: [`its AST: ${reason}`] }
  }
}

function readModel(contract: CompiledContract): ContractModel {
  const unread: string[] = []
  const attempt = <T>(what: string, read: () => readonly T[]): readonly T[] => {
    try {
      return read()
    } catch (error) {
      unread.push(`${what}: ${error instanceof Error ? error.message : String(error)}`)
      return []
    }
  }
  const index = indexAst(contract)
  if (!index) {
    return { ...emptyModel, name: contract.name, unread: ['its AST does not hold the contract'] }
  }
  const program = linkProgram(index)
  const names = nameVariables(index)
  const functions = attempt('functions', () =>
    program.functions.map((node) => ({
      node,
      model: readFunction(node, program, { contract, names }),
    })),
  )
  return {
    name: contract.name,
    linearization: index.linearization.map((one) => textOf(one, 'name')),
    functions: functions.map(({ model }) => model),
    variables: attempt('variables', () => readVariables(index)),
    initializers: functions.flatMap(({ node, model }) => readInitializer(node, model, program)),
    namespaces: attempt('namespaces', () => readNamespaces(index)),
    slots: attempt('slots', () => readSlots(index)),
    pureFunctions: attempt('pure functions', () => readPureFunctions(program, contract.compiler)),
    unread,
  }
}

const emptyModel: ContractModel = {
  name: '',
  linearization: [],
  functions: [],
  variables: [],
  initializers: [],
  namespaces: [],
  slots: [],
  pureFunctions: [],
  unread: [],
}

/** By the modifiers that OpenZeppelin and those who follow it name so. */
function readInitializer(
  declaration: AstNode,
  { signature, selector, writes, place }: FunctionModel,
  { index }: ContractProgram,
): InitializerModel[] {
  if (!selector) return []
  return childrenOf(declaration, 'modifiers').flatMap((invocation) => {
    const modifier = invocation.modifierName as AstNode | undefined
    const [argument] = childrenOf(invocation, 'arguments')
    switch (textOf(modifier, 'name').split('.').at(-1)) {
      case 'initializer':
        return [{ signature, selector, version: 1n, writes, place }]
      case 'reinitializer': {
        const version = argument && evaluateConstant(argument, index)
        return [{ signature, selector, version, writes, place }]
      }
      default:
        return []
    }
  })
}
