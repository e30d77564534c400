/** A CBOR metadata section within code. Bytes from the start of the code; the two length bytes belong to it. */
export type MetadataSection = {
  readonly start: number
  readonly length: number
  /** It holds a hash of the sources; without one it says nothing of comments, names and paths. */
  readonly hasHash: boolean
}

const hashKeys = ['ipfs', 'bzzr0', 'bzzr1']

/** What solc and Vyper write into it; anything else is no metadata. */
const knownKeys = [...hashKeys, 'solc', 'experimental', 'vyper']

/** A hash, a version and a mark take no more. */
const longest = 120

/**
 * Finds all metadata that compilers left in code: that of the code itself at its end, and that of contracts whose code
 * it carries in order to create them. Each byte of a section is read, so that nothing else is taken for one.
 *
 * @returns In the order of the code.
 * @see https://docs.soliditylang.org/en/latest/metadata.html#encoding-of-the-metadata-hash-in-the-bytecode
 */
export function readMetadata(code: Uint8Array): MetadataSection[] {
  const sections: MetadataSection[] = []
  for (let start = 0; start < code.length; start += 1) {
    const section = readSection(code, start)
    if (!section) continue
    sections.push(section)
    start += section.length - 1
  }
  return sections
}

function readSection(code: Uint8Array, start: number): MetadataSection | undefined {
  const entries = (code[start] ?? 0) - 0xa0
  if (entries < 1 || entries > 4) return undefined
  let position = start + 1
  let hasHash = false
  for (let entry = 0; entry < entries; entry += 1) {
    const key = readKey(code, position)
    const next = key && endOfValue(code, position + 1 + key.length)
    if (!next || next - start > longest) return undefined
    hasHash ||= hashKeys.includes(key)
    position = next
  }
  const length = (code[position] ?? 0) * 256 + (code[position + 1] ?? 0)
  const isWhole = length === position - start && position + 2 <= code.length
  return isWhole ? { start, length: length + 2, hasHash } : undefined
}

function readKey(code: Uint8Array, position: number): string | undefined {
  const length = (code[position] ?? 0) - 0x60
  if (length < 1 || length > 12) return undefined
  const key = String.fromCharCode(...code.subarray(position + 1, position + 1 + length))
  return knownKeys.includes(key) ? key : undefined
}

/** Values are bytes, text or a truth value. */
function endOfValue(code: Uint8Array, position: number): number | undefined {
  const head = code[position] ?? 0
  if (head === 0xf4 || head === 0xf5) return position + 1
  const isShort = (head >= 0x40 && head <= 0x57) || (head >= 0x60 && head <= 0x77)
  if (isShort) return position + 1 + (head & 0x1f)
  if (head === 0x58 || head === 0x78) return position + 2 + (code[position + 1] ?? 0)
  return undefined
}
