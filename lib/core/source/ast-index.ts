import { childOf, childrenOf, textOf } from './ast-access'
import type { AstNode, CompiledContract } from './compiled-contract'
import { readSourceText, type SourceText } from './source-text'

/** The declarations of a compilation, and the contract under review with all it inherits. */
export type AstIndex = {
  /** Contracts, and what stands in them or in files beside them, with their parameters, by id. */
  readonly declarations: ReadonlyMap<number, AstNode>
  /** The contract that a declaration stands in, by id. */
  readonly owners: ReadonlyMap<number, AstNode>
  /** Most derived first, the contract itself to begin with. */
  readonly linearization: readonly AstNode[]
  readonly source: SourceText
}

/** Indexes the declarations of a compilation. Undefined where its AST does not hold the contract. */
export function indexAst(contract: CompiledContract): AstIndex | undefined {
  const declarations = new Map<number, AstNode>()
  const owners = new Map<number, AstNode>()
  for (const unit of contract.asts.values()) {
    for (const node of childrenOf(unit, 'nodes')) {
      declare(node, declarations)
      for (const member of membersOf(node)) {
        declare(member, declarations)
        owners.set(member.id, node)
      }
    }
  }
  const unit = contract.asts.get(contract.path)
  const own = childrenOf(unit, 'nodes').find(
    (node) => node.nodeType === 'ContractDefinition' && textOf(node, 'name') === contract.name,
  )
  if (!own) return undefined
  const ids = own.linearizedBaseContracts
  const bases = Array.isArray(ids) ? ids.map((id) => declarations.get(Number(id))) : [own]
  const linearization = bases.filter((base) => base !== undefined)
  const source = readSourceText(contract.asts, contract.sources)
  return { declarations, owners, linearization, source }
}

/** What stands in a contract. */
export function membersOf(contract: AstNode): readonly AstNode[] {
  return contract.nodeType === 'ContractDefinition' ? childrenOf(contract, 'nodes') : []
}

/** The parameters of a function or modifier. */
export function parametersOf(declaration: AstNode | undefined): readonly AstNode[] {
  return childrenOf(childOf(declaration, 'parameters'), 'parameters')
}

/** What a function returns, as declared. */
export function returnsOf(declaration: AstNode | undefined): readonly AstNode[] {
  return childrenOf(childOf(declaration, 'returnParameters'), 'parameters')
}

function declare(node: AstNode, declarations: Map<number, AstNode>): void {
  declarations.set(node.id, node)
  for (const parameter of [...parametersOf(node), ...returnsOf(node)]) {
    declarations.set(parameter.id, parameter)
  }
}
