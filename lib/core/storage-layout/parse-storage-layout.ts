import { visibleText } from '@/lib/core/chain/visible-text'
import type { ErrorFact } from '@/lib/core/error/base-error'
import { expectedType } from '@/lib/core/error/expected-type'
import { readStorageType } from './read-storage-type'
import type { StorageLayout, StorageType, StorageVariable } from './storage-layout'
import {
  byPosition,
  InvalidStorageLayoutError,
  layoutSchema,
  layoutLimits as limits,
  toVariable,
} from './storage-layout-schema'
import { arraySize, typeOf, typeSize } from './type-size'

/** The last byte of storage: 2^256 slots of 32. */
const storageEnd = 2n ** 261n

/**
 * Reads `storageLayout` as solc 0.5.13 and later report it, from JSON text or a value parsed from it, and checks that it
 * describes one possible storage: known types of the right size, nothing overlapping, nothing beyond the end. Annotations
 * that other tools add (`retypedFrom`, `renamedFrom`) are the author's word and are not read.
 *
 * @throws InvalidStorageLayoutError
 */
export function parseStorageLayout(json: unknown): StorageLayout {
  const wire = readShape(typeof json === 'string' ? parseJson(json) : json)
  const entries = Object.entries(wire.types ?? {})
  if (entries.length > limits.types) {
    throw new InvalidStorageLayoutError([['types', `more than ${limits.types}`]])
  }
  const types = new Map(entries.map(([id, type]) => [id, readStorageType(id, type)] as const))
  assertReferences(types)
  const layout = { types, variables: wire.storage.map(toVariable).sort(byPosition) }
  const counted = new Map<string, number>()
  for (const [id] of types) countCells(layout, id, counted, 0)
  for (const type of types.values()) assertSizes(layout, type)
  assertApart(layout, layout.variables, { where: 'storage', end: storageEnd })
  const cells = layout.variables.reduce((sum, { type }) => sum + (counted.get(type) ?? 0), 0)
  assertCells(cells, 'storage')
  return layout
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch (cause) {
    const problem = cause instanceof Error ? visibleText(cause.message, { maxLength: 200 }) : ''
    throw new InvalidStorageLayoutError([['JSON', problem]], cause)
  }
}

function readShape(value: unknown) {
  const result = layoutSchema.safeParse(value)
  if (result.success) return result.data
  const facts = result.error.issues
    .slice(0, 6)
    .map(
      (issue): ErrorFact => [
        visibleText(issue.path.map(String).join('.') || 'layout', { maxLength: 120 }),
        expectedType(issue),
      ],
    )
  throw new InvalidStorageLayoutError(facts)
}

function referencesOf(type: StorageType): readonly string[] {
  switch (type.kind) {
    case 'value':
      return type.value.name === 'custom' && type.value.underlying ? [type.value.underlying] : []
    case 'bytes':
      return []
    case 'mapping':
      return [type.key, type.value]
    case 'dynamic-array':
    case 'static-array':
      return [type.base]
    case 'struct':
      return type.members.map((member) => member.type)
  }
}

function assertReferences(types: ReadonlyMap<string, StorageType>): void {
  for (const [id, type] of types) {
    const missing = referencesOf(type).find((reference) => !types.has(reference))
    if (missing !== undefined) fail(id, `refers to ${missing}, which is not among the types`)
  }
}

/** How many cells a type opens into. Structs nested in themselves or doubling at each level end here. */
function countCells(
  layout: StorageLayout,
  id: string,
  counted: Map<string, number>,
  depth: number,
): number {
  const known = counted.get(id)
  if (known !== undefined) return known
  if (depth > limits.depth) fail(id, `nested more than ${limits.depth} deep, or within itself`)
  const type = typeOf(layout, id)
  const inside =
    type.kind === 'struct' ? type.members.map((member) => member.type) : inPlaceBase(type)
  const counts = inside.map((inner) => countCells(layout, inner, counted, depth + 1))
  const count = type.kind === 'struct' ? counts.reduce((sum, one) => sum + one, 0) : 1
  assertCells(count, id)
  counted.set(id, count)
  return count
}

/** An array holds its elements in place, so it too must not be within itself. */
function inPlaceBase(type: StorageType): readonly string[] {
  return type.kind === 'static-array' ? [type.base] : []
}

function assertCells(count: number, where: string): void {
  if (count > limits.cells) fail(where, `opens into more than ${limits.cells} values`)
}

function assertSizes(layout: StorageLayout, type: StorageType): void {
  if (type.kind === 'static-array') {
    const expected = arraySize(typeOf(layout, type.base), type.length)
    if (expected !== type.bytes) fail(type.label, `takes ${expected} bytes, not ${type.bytes}`)
  }
  if (type.kind === 'struct') {
    assertApart(layout, type.members, { where: type.label, end: type.bytes })
  }
}

function assertApart(
  layout: StorageLayout,
  variables: readonly StorageVariable[],
  { where, end }: { where: string; end: bigint },
): void {
  let free = 0n
  for (const { label, slot, offset, type } of variables) {
    const declared = layout.types.get(type)
    if (declared === undefined) fail(label, `has type ${type}, which is not among the types`)
    const start = slot * 32n + BigInt(offset)
    const size = typeSize(declared)
    if (start < free) fail(`${where}, ${label}`, 'shares bytes with another variable')
    if (declared.kind === 'value' ? BigInt(offset) + size > 32n : offset !== 0) {
      fail(`${where}, ${label}`, `does not fit into its slot at byte ${offset}`)
    }
    free = start + size
  }
  if (free > end) fail(where, 'reaches beyond its end')
}

function fail(where: string, what: string): never {
  throw new InvalidStorageLayoutError([
    [visibleText(where, { maxLength: 120 }), visibleText(what, { maxLength: 200 })],
  ])
}
