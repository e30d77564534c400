import { type AbiFunction, type AbiParameter, encodeFunctionData, type Hex } from 'viem'

/**
 * Calldata of a method as the Transaction Builder describes one: its inputs, and their values as text.
 *
 * @throws Error of viem or of JSON where a value does not fit its type.
 */
export function encodeMethod(
  { name, inputs }: { readonly name: string; readonly inputs: readonly AbiParameter[] },
  values: Readonly<Record<string, string>>,
): Hex {
  const method: AbiFunction = {
    type: 'function',
    name,
    inputs,
    outputs: [],
    stateMutability: 'payable',
  }
  const args = inputs.map((input) => read(input, values[input.name ?? ''] ?? ''))
  return encodeFunctionData({ abi: [method], functionName: name, args })
}

function read(input: AbiParameter, text: string): unknown {
  if (!/\]$|^tuple/.test(input.type)) return readPlain(input.type, text.trim())
  // Integers are kept as text: a JSON number has no room for them.
  const quoted = text.replace(/("(?:[^"\\]|\\.)*")|(-?\b\d+\b)/g, (_, words, digits) =>
    words === undefined ? `"${digits}"` : words,
  )
  // An address without quotation marks around it is what people write, too.
  const json = quoted.replace(/("(?:[^"\\]|\\.)*")|(\b0x[0-9a-fA-F]*\b)/g, (_, words, hex) =>
    words === undefined ? `"${hex}"` : words,
  )
  return readNested(input, JSON.parse(json))
}

function readNested(input: AbiParameter, value: unknown): unknown {
  const array = /^(.*)\[\d*\]$/.exec(input.type)
  if (array) {
    if (!Array.isArray(value)) throw new Error(`${input.type} is no list`)
    const element = { ...input, type: array[1] ?? '' } as AbiParameter
    return value.map((one) => readNested(element, one))
  }
  if (input.type !== 'tuple') return readPlain(input.type, String(value))
  const { components } = input as unknown as { components: readonly AbiParameter[] }
  const isList = Array.isArray(value)
  const members = components.map((component, index) =>
    readNested(
      component,
      isList ? value[index] : (value as Record<string, unknown>)[component.name ?? ''],
    ),
  )
  const isNamed = components.every(({ name }) => name)
  return isNamed
    ? Object.fromEntries(components.map(({ name }, index) => [name, members[index]]))
    : members
}

function readPlain(type: string, text: string): unknown {
  if (/^u?int/.test(type)) {
    if (!/^-?(\d+|0x[0-9a-fA-F]+)$/.test(text)) throw new Error(`${type} is no integer`)
    return BigInt(text)
  }
  if (type !== 'bool') return text
  if (text !== 'true' && text !== 'false') throw new Error('bool is neither true nor false')
  return text === 'true'
}
