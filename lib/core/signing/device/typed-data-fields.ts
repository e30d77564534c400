import { getAddress, isAddress, isHex } from 'viem'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { DeviceScreen } from './device-view'
import type { TypedData, TypedDataDomain } from './typed-data'

/** One leaf of typed data: `Mail`, `from`, then the name of the member. */
export type TypedDataField = {
  /** The struct it stands in and those around it, outermost first. */
  readonly parents: readonly string[]
  readonly name: string
  readonly type: string
  /** As text: decimal digits, a checksummed address, bytes in hex. */
  readonly value: string
  readonly form: DeviceScreen['form']
}

/** Deeper or wider data is no message that anybody could compare by eye. */
const mostFields = 2_000
const mostDepth = 16

/**
 * The fields of typed data in the order in which EIP-712 hashes them, which is the order in which devices show them. Text
 * of the message is made visible; arrays and structs within are walked.
 */
export function typedDataFields({
  types,
  primaryType,
  message,
}: Pick<TypedData, 'types' | 'primaryType' | 'message'>): TypedDataField[] {
  const fields = walk(types, {
    type: primaryType,
    value: message,
    name: primaryType,
    parents: [],
  })
  return fields.slice(0, mostFields)
}

type Place = {
  readonly type: string
  readonly value: unknown
  readonly name: string
  readonly parents: readonly string[]
}

function walk(types: TypedData['types'], place: Place): TypedDataField[] {
  const { type, value, name, parents } = place
  if (parents.length > mostDepth) return []
  const [, element] = /^(.*)\[\d*\]$/.exec(type) ?? []
  if (element !== undefined) {
    const items: readonly unknown[] = Array.isArray(value) ? value : []
    return items
      .slice(0, mostFields)
      .flatMap((item, index) =>
        walk(types, { type: element, value: item, name: `${name}[${index}]`, parents }),
      )
  }
  const members = Object.hasOwn(types, type) ? types[type] : undefined
  if (members === undefined) return [{ parents, name, type, ...leafOf(type, value) }]
  return members.flatMap((member) =>
    walk(types, {
      type: member.type,
      value: memberOf(value, member.name),
      name: member.name,
      parents: [...parents, name],
    }),
  )
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  return (value as Readonly<Record<string, unknown>>)[name]
}

/** The members of a domain that it names, in the order of EIP-712. */
export function domainFields(domain: TypedDataDomain): TypedDataField[] {
  const members = [
    ['name', 'string'],
    ['version', 'string'],
    ['chainId', 'uint256'],
    ['verifyingContract', 'address'],
    ['salt', 'bytes32'],
  ] as const
  return members.flatMap(([name, type]) => {
    const value = domain[name]
    if (value === undefined) return []
    return [{ parents: ['EIP712Domain'], name, type, ...leafOf(type, value) }]
  })
}

function leafOf(type: string, value: unknown): Pick<TypedDataField, 'value' | 'form'> {
  const text = String(value ?? '')
  if (type === 'address') {
    const shown = isAddress(text, { strict: false }) ? getAddress(text) : visibleText(text)
    return { value: shown, form: 'hex' }
  }
  if (type === 'bytes32' && isHex(text) && text.length === 66) {
    return { value: text.toLowerCase(), form: 'hash' }
  }
  if (type.startsWith('bytes') && isHex(text)) return { value: text.toLowerCase(), form: 'hex' }
  return { value: visibleText(text, { maxLength: 1_000 }), form: 'text' }
}
