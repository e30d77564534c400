import type { StorageType, StorageVariable } from '@/lib/core/storage-layout/storage-layout'
import { arraySize, typeSize } from '@/lib/core/storage-layout/type-size'

/** A variable by its name and the text of its type, e.g. `mapping(address => struct Fee{uint96 rate,address to}[])`. */
export type TypedVariable = { readonly name: string; readonly type: string }

export type LaidOut = {
  readonly variables: readonly StorageVariable[]
  readonly types: ReadonlyMap<string, StorageType>
}

/** Characters of a type. Sources are anybody's, and a type may nest as deep as they like. */
const longestType = 4_000
const deepestType = 24

/**
 * Places variables one after the other from a slot on, as Solidity does. Types are texts with structs and enums written
 * out, as a contract's model has the members of namespaces; members of structs that have no names there are numbered.
 *
 * @returns undefined where a type is none that we know: then nothing behind it has a known place either.
 * @see https://docs.soliditylang.org/en/latest/internals/layout_in_storage.html
 */
export function layOutVariables(
  variables: readonly TypedVariable[],
  slot: bigint,
): LaidOut | undefined {
  const types = new Map<string, StorageType>()
  const placed = place(
    variables.map(({ name, type }) => ({ name, type: defineText(type, types) })),
    types,
  )
  if (!placed) return undefined
  return {
    types,
    variables: placed.variables.map((variable) => ({ ...variable, slot: slot + variable.slot })),
  }
}

type Types = Map<string, StorageType>

function place(
  members: readonly { readonly name: string; readonly type: string | undefined }[],
  types: Types,
): { variables: StorageVariable[]; bytes: bigint } | undefined {
  const variables: StorageVariable[] = []
  let at = 0n
  for (const { name, type: id } of members) {
    const type = id === undefined ? undefined : types.get(id)
    if (id === undefined || !type) return undefined
    const size = typeSize(type)
    if (type.kind !== 'value' || (at % 32n) + size > 32n) at = wholeSlots(at)
    variables.push({ label: name, slot: at / 32n, offset: Number(at % 32n), type: id })
    at += type.kind === 'value' ? size : wholeSlots(size)
  }
  return { variables, bytes: wholeSlots(at) }
}

function wholeSlots(bytes: bigint): bigint {
  return ((bytes + 31n) / 32n) * 32n
}

function defineText(text: string, types: Types): string | undefined {
  return text.length > longestType ? undefined : define(text.trim(), types, 0)
}

/** The text is the id: equal texts lie alike. */
function define(text: string, types: Types, depth: number): string | undefined {
  if (types.has(text)) return text
  const type = depth > deepestType ? undefined : readType(text, types, depth + 1)
  if (!type) return undefined
  types.set(text, type)
  return text
}

function readType(text: string, types: Types, depth: number): StorageType | undefined {
  const array = /^(.*)\[(\d{0,18})\]$/.exec(text)
  if (array) return readArray(text, array[1] ?? '', array[2] ?? '', { types, depth })
  const inside = (head: RegExp, end: string) => {
    const [start] = head.exec(text) ?? []
    return start !== undefined && text.endsWith(end) ? text.slice(start.length, -1) : undefined
  }
  const mapping = inside(/^mapping\(/, ')')
  if (mapping !== undefined) {
    const [key, ...rest] = splitAt(mapping, ' => ')
    const keyId = define(key ?? '', types, depth)
    const valueId = define(rest.join(' => '), types, depth)
    return keyId === undefined || valueId === undefined
      ? undefined
      : { kind: 'mapping', label: text, key: keyId, value: valueId }
  }
  const struct = inside(/^struct [\w$.]*\{/, '}')
  if (struct !== undefined) {
    const members = splitAt(struct, ',').map((member, index) => {
      // Behind a type that stands in brackets, or is one word, there may be a name.
      const [, type = member, name = String(index)] = /^(.*[^ ]) ([\w$]+)$/s.exec(member) ?? []
      return { name, type: define(type, types, depth) }
    })
    const placed = place(members, types)
    const label = text.slice(0, text.indexOf('{'))
    return placed && { kind: 'struct', label, bytes: placed.bytes, members: placed.variables }
  }
  const named = inside(/^enum [\w$.]*\{/, '}')
  if (named !== undefined) {
    const members = splitAt(named, ',')
    const label = text.slice(0, text.indexOf('{'))
    return { kind: 'value', label, bytes: 1, value: { name: 'enum', members } }
  }
  return readElementary(text)
}

function readArray(
  label: string,
  element: string,
  length: string,
  { types, depth }: { types: Types; depth: number },
): StorageType | undefined {
  const base = define(element, types, depth)
  const type = base === undefined ? undefined : types.get(base)
  if (base === undefined || !type) return undefined
  if (length === '') return { kind: 'dynamic-array', label, base }
  const bytes = arraySize(type, BigInt(length))
  return { kind: 'static-array', label, base, length: BigInt(length), bytes }
}

function readElementary(text: string): StorageType | undefined {
  if (text === 'string' || text === 'bytes') return { kind: 'bytes', label: text }
  if (text === 'bool') return { kind: 'value', label: text, bytes: 1, value: { name: 'bool' } }
  if (text === 'address') {
    return { kind: 'value', label: text, bytes: 20, value: { name: 'address' } }
  }
  const [, name, digits] = /^(uint|int|bytes)(\d{1,3})$/.exec(text) ?? []
  const bytes = name === 'bytes' ? Number(digits) : Number(digits) / 8
  if (!Number.isInteger(bytes) || bytes < 1 || bytes > 32) return undefined
  const kind = name === 'uint' || name === 'int' || name === 'bytes' ? name : undefined
  return kind && { kind: 'value', label: text, bytes, value: { name: kind } }
}

/** Splits where no bracket is open. */
function splitAt(text: string, separator: string): string[] {
  const parts: string[] = []
  let depth = 0
  let start = 0
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? ''
    // The arrow of a mapping is no bracket.
    if ('({['.includes(character)) depth += 1
    else if (')}]'.includes(character)) depth -= 1
    else if (depth === 0 && text.startsWith(separator, at)) {
      parts.push(text.slice(start, at))
      at += separator.length - 1
      start = at + 1
    }
  }
  return text === '' ? [] : [...parts, text.slice(start)]
}
