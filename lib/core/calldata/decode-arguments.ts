import {
  type AbiFunction,
  type AbiParameter,
  decodeAbiParameters,
  encodeAbiParameters,
  type Hex,
} from 'viem'
import { measureAbiLayout } from '@/lib/core/calldata/abi-layout'

/**
 * Arguments read from calldata. `trailingBytes` follow what an encoder would have written; contracts ignore them.
 * With a `problem` nothing was read.
 */
export type DecodedArguments =
  | { readonly values: readonly unknown[]; readonly trailingBytes: number }
  | { readonly problem: string }

/**
 * Reads the arguments of a function from calldata whose selector is known to match. They count only if encoding them
 * again gives the same bytes; so displaced offsets and dirty padding are a problem that is told, not a guess. Never
 * throws on hostile bytes.
 */
export function decodeArguments(item: AbiFunction, data: Hex): DecodedArguments {
  const body: Hex = `0x${data.slice(10).toLowerCase()}`
  const layout = measureAbiLayout(item.inputs, body)
  if (!layout.canonical) return { problem: `non-canonical encoding: ${layout.problem}` }
  const size = 2 + layout.length * 2
  const encoded = body.slice(0, size) as Hex
  const values = decodeExactly(item.inputs, encoded)
  if (values === undefined) {
    return { problem: 'non-canonical encoding: encoding it again gives other bytes' }
  }
  return { values, trailingBytes: Math.ceil((body.length - size) / 2) }
}

function decodeExactly(
  parameters: readonly AbiParameter[],
  data: Hex,
): readonly unknown[] | undefined {
  try {
    // viem takes empty data for a mistake, though it is how no arguments are written.
    const values = data === '0x' ? [] : decodeAbiParameters(parameters, data)
    return encodeAbiParameters(parameters, values) === data ? values : undefined
  } catch {
    return undefined
  }
}
