import { type AbiParameter, size } from 'viem'
import { parseAddress } from '@/lib/core/chain/parse-address'
import { parseBytes } from '@/lib/core/chain/parse-bytes'
import { visibleText } from '@/lib/core/chain/visible-text'
import { BaseError, type ErrorFact } from '@/lib/core/error/base-error'

/** A text that is no value of the parameter's type. */
export class InvalidArgumentError extends BaseError {
  override readonly name = 'InvalidArgumentError'
  constructor(type: string, expected: string, got: string, facts: readonly ErrorFact[] = []) {
    super(`Not a value of type ${type}.`, {
      facts: [['Expected', expected], ['Got', visibleText(got, { maxLength: 80 })], ...facts],
    })
  }
}

/**
 * Reads the text of one argument into the value that viem encodes for its type. Integers are decimal digits, arrays
 * are JSON, tuples are JSON arrays in the order of their members or JSON objects by name. Inside JSON, integers beyond
 * 2^53 are strings.
 *
 * @throws InvalidArgumentError, InvalidAddressError, InvalidBytesError
 */
export function parseArgument(parameter: AbiParameter, text: string): unknown {
  const { type } = parameter
  if (!isComposed(type)) return parsePlain(type, type === 'string' ? text : text.trim())
  return parseComposed(parameter, parseJson(type, text))
}

function isComposed(type: string): boolean {
  return type.endsWith(']') || type === 'tuple'
}

function parseJson(type: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new InvalidArgumentError(type, 'JSON, e.g. ["1", "2"]', text)
  }
}

function parseComposed(parameter: AbiParameter, value: unknown): unknown {
  const array = /^(.*)\[(\d*)\]$/.exec(parameter.type)
  if (array) {
    const element = { ...parameter, type: array[1] ?? '' }
    const length = array[2] ? Number(array[2]) : undefined
    if (!Array.isArray(value) || (length !== undefined && value.length !== length)) {
      const expected = length === undefined ? 'a JSON array' : `a JSON array of ${length}`
      throw new InvalidArgumentError(parameter.type, expected, shown(value))
    }
    return value.map((item) => parseComposed(element, item))
  }
  if (parameter.type === 'tuple') return parseTuple(parameter, value)
  return parsePlain(parameter.type, textOf(parameter.type, value))
}

/** Always an array in order, which viem takes whether the members have names or not. */
function parseTuple(parameter: AbiParameter, value: unknown): unknown {
  const components = 'components' in parameter ? (parameter.components ?? []) : []
  const names = components.map(({ name }) => name ?? '')
  const items = Array.isArray(value) ? value : itemsByName(names, value)
  if (items?.length !== components.length) {
    const expected = `a JSON array of ${components.length}, or an object with its names`
    throw new InvalidArgumentError('tuple', expected, shown(value))
  }
  return components.map((component, index) => parseComposed(component, items[index]))
}

function itemsByName(names: readonly string[], value: unknown): unknown[] | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const entries = new Map(Object.entries(value))
  if (entries.size !== names.length || !names.every((name) => entries.has(name))) return undefined
  return names.map((name) => entries.get(name))
}

function textOf(type: string, value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value)
  throw new InvalidArgumentError(type, 'a string, or an integer below 2^53', shown(value))
}

function shown(value: unknown): string {
  return JSON.stringify(value) ?? String(value)
}

function parsePlain(type: string, text: string): unknown {
  const integer = /^(u?)int(\d+)$/.exec(type)
  if (integer) return parseInteger(type, text, integer[1] === '', Number(integer[2]))
  if (type === 'address') return parseAddress(text)
  if (type === 'string') return text
  if (type === 'bool') {
    if (text === 'true' || text === 'false') return text === 'true'
    throw new InvalidArgumentError(type, 'true or false', text)
  }
  const bytes = /^bytes(\d*)$/.exec(type)
  if (!bytes) throw new InvalidArgumentError(type, 'a type that is known here', text)
  const data = parseBytes(text)
  if (bytes[1] && size(data) !== Number(bytes[1])) {
    throw new InvalidArgumentError(type, `0x and ${Number(bytes[1]) * 2} hex digits`, text)
  }
  return data
}

function parseInteger(type: string, text: string, signed: boolean, bits: number): bigint {
  const range = signed ? `-2^${bits - 1} to 2^${bits - 1} - 1` : `0 to 2^${bits} - 1`
  const pattern = signed ? /^(?:0|-?[1-9]\d{0,77})$/ : /^(?:0|[1-9]\d{0,77})$/
  if (!pattern.test(text)) throw new InvalidArgumentError(type, `decimal digits, ${range}`, text)
  const value = BigInt(text)
  const fits = signed ? BigInt.asIntN(bits, value) === value : BigInt.asUintN(bits, value) === value
  if (!fits) throw new InvalidArgumentError(type, range, text)
  return value
}
