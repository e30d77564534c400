import {
  type Abi,
  type AbiParameter,
  decodeFunctionData,
  type Hex,
  isAddress,
  isHex,
  size,
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

export type GivenAddresses = {
  /** Of the function. */
  readonly name: string
  readonly addresses: readonly GivenAddress[]
  /** Names of bytes among the arguments that are long enough to hold addresses. */
  readonly opaque: readonly string[]
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
}): GivenAddresses | undefined {
  try {
    const { functionName, args = [] } = decodeFunctionData({ abi, data })
    // By selector: functions of one name may take as many arguments, of other types.
    const selector = slice(data, 0, 4)
    const item = abi.find((one) => one.type === 'function' && toFunctionSelector(one) === selector)
    const inputs = item?.type === 'function' ? item.inputs : []
    return {
      name: functionName,
      addresses: inputs.flatMap((input, position) => addressesIn(input, args[position])),
      opaque: inputs.flatMap((input, position) => opaqueIn(input, args[position])),
    }
  } catch {
    return undefined
  }
}

function addressesIn(parameter: AbiParameter, value: unknown): GivenAddress[] {
  return leavesOf(parameter, value).flatMap(({ type, name, internalType, value: leaf }) => {
    if (type !== 'address' || typeof leaf !== 'string' || !isAddress(leaf)) return []
    return [{ name, value: leaf, isContract: internalType.startsWith('contract ') }]
  })
}

function opaqueIn(parameter: AbiParameter, value: unknown): string[] {
  return leavesOf(parameter, value).flatMap(({ type, name, value: leaf }) =>
    type === 'bytes' && isHex(leaf) && size(leaf) >= 20 ? [name] : [],
  )
}

type Leaf = {
  readonly type: string
  readonly name: string
  readonly internalType: string
  readonly value: unknown
}

/** What arrays and structs hold, each with the parameter that it is of. */
function leavesOf(parameter: AbiParameter, value: unknown): Leaf[] {
  if (Array.isArray(value) && parameter.type.endsWith(']')) {
    const element = { ...parameter, type: parameter.type.replace(/\[\d*\]$/, '') }
    return value.flatMap((one) => leavesOf(element, one))
  }
  if ('components' in parameter && typeof value === 'object' && value !== null) {
    const values = Object.values(value)
    return parameter.components.flatMap((one, position) => leavesOf(one, values[position]))
  }
  const { type, name = '', internalType = '' } = parameter
  return [{ type, name, internalType, value }]
}
