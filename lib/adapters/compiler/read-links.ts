import type { Hex } from 'viem'
import type { CodeRange, LinkReference } from '@/lib/core/bytecode/compiled-code'
import type { WireRanges } from './solc-output-schema'

export type ReadLinksParameters = {
  /** As solc tells them: those that it left open. */
  readonly references: Readonly<Record<string, WireRanges>>
  /** `settings.libraries`: those that it has linked, of which it tells no places. */
  readonly libraries: unknown
  readonly bytes: Hex
}

/**
 * The libraries of code, those that the settings already link among them: their places are found by the address, which
 * stays in the code, so that other libraries in their place are other code.
 */
export function readLinks({ references, libraries, bytes }: ReadLinksParameters): LinkReference[] {
  const open = entriesOf(references).map(({ path, library, value }) => ({
    path,
    library,
    ranges: value as readonly CodeRange[],
  }))
  const linked = entriesOf(libraries).map(({ path, library, value }) => ({
    path,
    library,
    ranges: typeof value === 'string' ? findPushes(bytes, value) : [],
  }))
  return [...open, ...linked.filter(({ ranges }) => ranges.length > 0)]
}

function entriesOf(value: unknown): { path: string; library: string; value: unknown }[] {
  return Object.entries(membersOf(value)).flatMap(([path, inside]) =>
    Object.entries(membersOf(inside)).map(([library, one]) => ({ path, library, value: one })),
  )
}

function membersOf(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {}
}

/** Where code pushes an address: PUSH20 is 0x73. */
function findPushes(bytes: Hex, address: string): CodeRange[] {
  const wanted = `73${address.slice(2).toLowerCase()}`
  // Zeros would be taken for a place that was left open.
  if (wanted.length !== 42 || /^730*$/.test(wanted)) return []
  const found: CodeRange[] = []
  for (let at = bytes.indexOf(wanted, 2); at >= 0; at = bytes.indexOf(wanted, at + 2)) {
    if (at % 2 === 0) found.push({ start: at / 2, length: 20 })
  }
  return found
}
