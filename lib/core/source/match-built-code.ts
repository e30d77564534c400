import { type Hex, hexToBytes } from 'viem'
import { metadataLength } from '@/lib/core/bytecode/scan-opcodes'
import type { BuiltContract } from './build-info'

/**
 * The contracts whose runtime code is that on the chain: apart from immutables and libraries, and, where none is that close,
 * apart from the metadata at the end. Several where contracts are alike. It serves to find the contract that is meant;
 * compiling it is what proves anything.
 *
 * @param code Runtime code on the chain.
 */
export function matchBuiltCode<contract extends BuiltContract>(
  contracts: readonly contract[],
  { code }: { code: Hex },
): contract[] {
  const onChain = code.slice(2).toLowerCase()
  if (onChain === '') return []
  const alike = contracts.filter(({ runtimeCode }) => runtimeCode?.length === onChain.length)
  const exact = alike.filter((contract) => isSame(contract, onChain, onChain.length))
  if (exact.length > 0) return exact
  const end = onChain.length - 2 * metadataLength(hexToBytes(code))
  return alike.filter((contract) => isSame(contract, onChain, end))
}

/** Compares hex digits up to `end`, outside of what is filled after compiling. */
function isSame({ runtimeCode = '', filled }: BuiltContract, onChain: string, end: number) {
  const built = runtimeCode.toLowerCase()
  let from = 0
  for (const { start, length } of filled.toSorted((a, b) => a.start - b.start)) {
    const to = Math.min(start * 2, end)
    if (to > from && built.slice(from, to) !== onChain.slice(from, to)) return false
    from = Math.max(from, (start + length) * 2)
  }
  return from >= end || built.slice(from, end) === onChain.slice(from, end)
}
