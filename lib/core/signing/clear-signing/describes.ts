import {
  type AbiFunction,
  type Hex,
  isAddressEqual,
  keccak256,
  stringToBytes,
  toFunctionSelector,
} from 'viem'
import { parseFunctionSignature } from '@/lib/core/calldata/parse-function-signature'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { BaseError } from '@/lib/core/error/base-error'
import type { Descriptor, DescriptorFormat } from './descriptor'

/** Whether a descriptor names a contract at its address. That a proxy points to one of them is not looked at. */
export function isBoundTo(
  { deployments }: Descriptor,
  { chainId, address }: ChainAddress,
): boolean {
  return deployments.some((one) => one.chainId === chainId && isAddressEqual(one.address, address))
}

/** The function of a key of formats; undefined where it is none. */
function functionOf({ key }: DescriptorFormat): AbiFunction | undefined {
  try {
    return parseFunctionSignature(key)
  } catch (error) {
    if (error instanceof BaseError) return undefined
    throw error
  }
}

/** A format with the function that its key names. */
export type DescribedFunction = {
  readonly format: DescriptorFormat
  readonly item: AbiFunction
  readonly selector: Hex
}

/** The functions that a descriptor of a contract describes. A key that names none is left out. */
export function describedFunctions({ formats }: Descriptor): DescribedFunction[] {
  return formats.flatMap((format) => {
    const item = functionOf(format)
    return item ? [{ format, item, selector: toFunctionSelector(item) }] : []
  })
}

/** The formats for a message type: those whose key hashes to the same. */
export function formatsOfType({ formats }: Descriptor, encodedType: string): DescriptorFormat[] {
  const wanted = keccak256(stringToBytes(encodedType))
  return formats.filter(({ key }) => keccak256(stringToBytes(key)) === wanted)
}
