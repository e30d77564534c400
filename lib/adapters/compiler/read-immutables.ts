import type { ImmutableReference } from '@/lib/core/bytecode/compiled-code'
import type { AstNode } from '@/lib/core/source/compiled-contract'
import type { WireRanges } from './solc-output-schema'

/** How solc names the address of a library in its own code, which it treats as an immutable when it compiles through Yul. */
const libraryAddress = 'library_deploy_address'

/**
 * Names the immutables of a contract by their declarations. One whose declaration is not found keeps its id for a name.
 *
 * @param references Places in the runtime code by the id of the declaration.
 */
export function readImmutables(
  references: WireRanges,
  asts: ReadonlyMap<string, AstNode>,
): ImmutableReference[] {
  const declared = new Map([...asts.values()].flatMap(declarationsIn))
  return Object.entries(references).map(([key, ranges]): ImmutableReference => {
    if (key === libraryAddress) {
      return { astId: -1, name: key, contract: '', type: 'address', ranges }
    }
    const astId = Number(key)
    const found = declared.get(astId) ?? { name: `#${key}`, contract: '', type: 'unknown' }
    return { astId, ...found, ranges }
  })
}

type Declaration = Pick<ImmutableReference, 'name' | 'contract' | 'type'>

/** Immutables are state variables, so they stand right below their contract. */
function declarationsIn(unit: AstNode): [id: number, Declaration][] {
  return nodesOf(unit)
    .filter(({ nodeType }) => nodeType === 'ContractDefinition')
    .flatMap((contract) =>
      nodesOf(contract)
        .filter(({ nodeType }) => nodeType === 'VariableDeclaration')
        .map((variable): [number, Declaration] => [
          variable.id,
          { name: textOf(variable.name), contract: textOf(contract.name), type: typeOf(variable) },
        ]),
    )
}

function nodesOf({ nodes }: AstNode): readonly AstNode[] {
  return Array.isArray(nodes) ? nodes : []
}

function typeOf({ typeDescriptions }: AstNode): string {
  const described = typeDescriptions as { typeString?: unknown } | undefined
  return textOf(described?.typeString)
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
