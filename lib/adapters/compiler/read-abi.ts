import type { Abi } from 'viem'
import { InvalidAbiError, parseAbi } from '@/lib/core/abi/parse-abi'
import type { AstNode } from '@/lib/core/source/compiled-contract'

export type ReadAbiParameters = {
  readonly abi: unknown
  /** The file of the contract. */
  readonly unit: AstNode | undefined
  readonly name: string
}

/**
 * Reads the ABI of a contract. Functions of a library may take what no ABI has, such as `uint256[] storage`; those are
 * left out of the ABI of a library, and of no other.
 *
 * @throws InvalidAbiError
 */
export function readAbi({ abi, unit, name }: ReadAbiParameters): Abi {
  if (!Array.isArray(abi) || !isLibrary(unit, name)) return parseAbi(abi)
  return parseAbi(abi.filter(isParsable))
}

function isLibrary(unit: AstNode | undefined, name: string): boolean {
  const nodes = Array.isArray(unit?.nodes) ? (unit.nodes as readonly AstNode[]) : []
  return nodes.some((node) => node.name === name && node.contractKind === 'library')
}

function isParsable(entry: unknown): boolean {
  try {
    parseAbi([entry])
    return true
  } catch (error) {
    if (error instanceof InvalidAbiError) return false
    throw error
  }
}
