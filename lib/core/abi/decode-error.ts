import {
  type Abi,
  type DecodeErrorResultReturnType,
  decodeAbiParameters,
  type Hex,
  slice,
  toFunctionSelector,
} from 'viem'

type AbiError = Extract<Abi[number], { type: 'error' }>

/** Hashed once for each: thousands of calls revert with a few of the same. */
const selectors = new WeakMap<AbiError, Hex>()

const asFunction = { type: 'function', outputs: [], stateMutability: 'nonpayable' } as const

/** What `decodeErrorResult` of viem gives for errors of this ABI alone, and undefined where it would throw. */
export function decodeError<const TAbi extends Abi>(
  abi: TAbi,
  data: Hex,
): DecodeErrorResultReturnType<TAbi> | undefined {
  const selector = data.slice(0, 10)
  const item = abi.find(
    (one): one is AbiError => one.type === 'error' && selectorOf(one) === selector,
  )
  if (!item) return undefined
  const { name, inputs = [] } = item
  try {
    const args = inputs.length > 0 ? decodeAbiParameters(inputs, slice(data, 4)) : undefined
    // Name and values come from this very ABI, which is what the generic type says.
    return { abiItem: item, args, errorName: name } as DecodeErrorResultReturnType<TAbi>
  } catch {
    return undefined
  }
}

function selectorOf(item: AbiError): Hex {
  const known = selectors.get(item)
  if (known) return known
  const selector = toFunctionSelector({ ...item, ...asFunction })
  selectors.set(item, selector)
  return selector
}
