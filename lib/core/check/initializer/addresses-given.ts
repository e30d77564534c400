import {
  type Abi,
  type AbiParameter,
  decodeFunctionData,
  type Hex,
  isAddress,
  slice,
  toFunctionSelector,
} from 'viem'

/** An address among the arguments of a call. */
export type GivenAddress = {
  /** Empty where the ABI does not name it. */
  readonly name: string
  readonly value: string
  /** Whether the source takes it for a contract. */
  readonly isContract: boolean
}

/**
 * The addresses that a call is given, in arrays and structs too.
 *
 * @returns undefined where the call is none of the ABI.
 */
export function addressesGiven({
  abi,
  data,
}: {
  readonly abi: Abi
  readonly data: Hex
}): { readonly name: string; readonly addresses: readonly GivenAddress[] } | undefined {
  try {
    const { functionName, args = [] } = decodeFunctionData({ abi, data })
    // By selector: functions of one name may take as many arguments, of other types.
    const selector = slice(data, 0, 4)
    const item = abi.find((one) => one.type === 'function' && toFunctionSelector(one) === selector)
    const inputs = item?.type === 'function' ? item.inputs : []
    return {
      name: functionName,
      addresses: inputs.flatMap((input, position) => addressesIn(input, args[position])),
    }
  } catch {
    return undefined
  }
}

function addressesIn(parameter: AbiParameter, value: unknown): GivenAddress[] {
  if (Array.isArray(value) && parameter.type.endsWith(']')) {
    const element = { ...parameter, type: parameter.type.replace(/\[\d*\]$/, '') }
    return value.flatMap((one) => addressesIn(element, one))
  }
  if ('components' in parameter && typeof value === 'object' && value !== null) {
    const values = Object.values(value)
    return parameter.components.flatMap((one, position) => addressesIn(one, values[position]))
  }
  if (parameter.type !== 'address' || typeof value !== 'string' || !isAddress(value)) return []
  const isContract = parameter.internalType?.startsWith('contract ') ?? false
  return [{ name: parameter.name ?? '', value, isContract }]
}
