import { type Abi, type AbiFunction, type Hex, toFunctionSelector } from 'viem'

/** The function of an ABI that calldata names by its first four bytes; undefined where it has none of that name. */
export function findFunction(abi: Abi, data: Hex): AbiFunction | undefined {
  const selector = data.slice(0, 10).toLowerCase()
  return abi.find(
    (candidate): candidate is AbiFunction =>
      candidate.type === 'function' && toFunctionSelector(candidate) === selector,
  )
}
