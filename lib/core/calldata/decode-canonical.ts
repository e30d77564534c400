import type { Abi, DecodeFunctionDataReturnType, Hex } from 'viem'
import { decodeArguments } from '@/lib/core/calldata/decode-arguments'
import { findFunction } from '@/lib/core/calldata/find-function'

/**
 * Decodes calldata that is exactly what an encoder would have written, and nothing else.
 *
 * @returns undefined where no function of the ABI has the selector, and where re-encoding what was decoded does not
 * give the same bytes: displaced offsets, dirty padding, trailing bytes. Never throws on hostile bytes.
 */
export function decodeCanonical<const TAbi extends Abi>({
  abi,
  data,
}: {
  abi: TAbi
  data: Hex
}): DecodeFunctionDataReturnType<TAbi> | undefined {
  const item = findFunction(abi, data)
  if (item === undefined) return undefined
  const decoded = decodeArguments(item, data)
  if ('problem' in decoded || decoded.trailingBytes > 0) return undefined
  // Selector and values come from this very ABI, which is what the generic type says.
  return { functionName: item.name, args: decoded.values } as DecodeFunctionDataReturnType<TAbi>
}
