import { type Hex, keccak256, stringToBytes } from 'viem'

/** Of several upgrades on one page, all but the first name their places with their number in front. */
export function anchorScope(upgrade: number): string {
  return upgrade === 0 ? '' : `u${upgrade + 1}-`
}

/** Name of a file on its page, for links: paths may hold anything, and some are longer than a screen. */
export function fileAnchor(path: string, scope = ''): string {
  return `${scope}f-${keccak256(stringToBytes(path)).slice(2, 10)}`
}

/** Name of a line: `L12` of the new text, `O12` of the old one where the line is gone. */
export function lineAnchor(file: string, line: number, side: 'from' | 'to'): string {
  return `${file}-${side === 'to' ? 'L' : 'O'}${line}`
}

/** Name of a selector in the table of an ABI. */
export function selectorAnchor(selector: Hex, scope = ''): string {
  return `${scope}${selector}`
}
