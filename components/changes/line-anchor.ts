import { keccak256, stringToBytes } from 'viem'

/** Name of a file on its page, for links: paths may hold anything, and some are longer than a screen. */
export function fileAnchor(path: string): string {
  return `f-${keccak256(stringToBytes(path)).slice(2, 10)}`
}

/** Name of a line: `L12` of the new text, `O12` of the old one where the line is gone. */
export function lineAnchor(file: string, line: number, side: 'from' | 'to'): string {
  return `${file}-${side === 'to' ? 'L' : 'O'}${line}`
}
