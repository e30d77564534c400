import { bytesToHex, getAddress, type Hex, hexToBytes } from 'viem'
import type { CodeRange, CompiledCode } from './compiled-code'
import { describeDifference } from './describe-difference'
import { type MetadataSection, readMetadata } from './read-metadata'
import type { ImmutableValue, LinkedLibrary, Verification } from './verification'

export type CompareCodeParameters = {
  /** Runtime code as it stands on the chain. */
  readonly code: Hex
  /** Runtime code as we compiled it. */
  readonly compiled: CompiledCode
}

/**
 * Compares the code on the chain with our own compilation. Places that are filled in after compiling may hold anything,
 * and are told: immutables, libraries that were left open, and the address that a library keeps of itself.
 */
export function compareCode({ code, compiled }: CompareCodeParameters): Verification {
  const actual = hexToBytes(code)
  const made = hexToBytes(compiled.bytes)
  const open = openPlaces(made, compiled)
  const [actualFixed, madeFixed] = [blank(actual, open), blank(made, open)]
  const filled = () => ({
    immutables: compiled.immutables.flatMap((one) => readImmutable(actual, one)),
    libraries: compiled.links.flatMap((one) => readLibrary(actual, one)),
  })
  const sections = readMetadata(madeFixed)
  const ofActual = readMetadata(actualFixed)
  if (isEqual(actualFixed, madeFixed)) {
    const isProved = lastOf(made, sections)?.hasHash ?? false
    return { match: isProved ? 'exact' : 'metadata-only', ...filled() }
  }
  const shared = sections.filter((one) => ofActual.some((other) => isSamePlace(one, other)))
  const [actualCode, madeCode] = [blank(actualFixed, shared), blank(madeFixed, shared)]
  if (isEqual(withoutLast(actualCode, ofActual), withoutLast(madeCode, sections))) {
    return { match: 'metadata-only', ...filled() }
  }
  const firstDifference = differenceOf(actualCode, madeCode)
  return {
    match: 'mismatch',
    firstDifference,
    detail: describeDifference({ actual, made, at: firstDifference }),
  }
}

/** A library begins with its own address, so that it can tell whether it was called directly: PUSH20 0 ADDRESS EQ. */
const libraryPrefix = `0x73${'00'.repeat(20)}3014`

function openPlaces(made: Uint8Array, { links, immutables }: CompiledCode): CodeRange[] {
  const places = [...links, ...immutables].flatMap(({ ranges }) => ranges)
  const isLibrary = bytesToHex(made.subarray(0, 23)) === libraryPrefix
  const own = isLibrary ? [{ start: 1, length: 20 }] : []
  // What the settings have linked already is part of the code.
  return [...places.filter((range) => sliceOf(made, range).every((byte) => byte === 0)), ...own]
}

function readImmutable(
  actual: Uint8Array,
  { name, contract, type, ranges }: CompiledCode['immutables'][number],
): ImmutableValue[] {
  const [value, ...copies] = ranges.map((range) => bytesToHex(sliceOf(actual, range)))
  if (value === undefined) return []
  return [{ name, contract, type, value, consistent: copies.every((copy) => copy === value) }]
}

function readLibrary(
  actual: Uint8Array,
  { path, library, ranges }: CompiledCode['links'][number],
): LinkedLibrary[] {
  const [value, ...copies] = ranges.map((range) => bytesToHex(sliceOf(actual, range)))
  if (value === undefined) return []
  const consistent = copies.every((copy) => copy === value)
  return [{ path, library, address: getAddress(value), consistent }]
}

function sliceOf(bytes: Uint8Array, { start, length }: CodeRange): Uint8Array {
  return bytes.subarray(start, start + length)
}

/** A copy with zeros in some places. */
function blank(bytes: Uint8Array, ranges: readonly CodeRange[]): Uint8Array {
  const copy = bytes.slice()
  for (const { start, length } of ranges) copy.fill(0, start, start + length)
  return copy
}

/** The metadata of the code itself, behind which nothing stands. */
function lastOf(
  bytes: Uint8Array,
  sections: readonly MetadataSection[],
): MetadataSection | undefined {
  const last = sections.at(-1)
  return last && last.start + last.length === bytes.length ? last : undefined
}

function withoutLast(bytes: Uint8Array, sections: readonly MetadataSection[]): Uint8Array {
  return bytes.subarray(0, lastOf(bytes, sections)?.start ?? bytes.length)
}

function isSamePlace(one: CodeRange, other: CodeRange): boolean {
  return one.start === other.start && one.length === other.length
}

function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index])
}

/** Where one ends first, that is where they differ. */
function differenceOf(one: Uint8Array, other: Uint8Array): number {
  const index = one.findIndex((byte, at) => byte !== other[at])
  return index < 0 ? one.length : index
}
