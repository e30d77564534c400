/**
 * What is left of a name for somebody who reads in haste: equal for names that are told apart only by capitals, accents, spaces,
 * punctuation, or by letters that look the same in many typefaces (`rn` and `m`, `l`, `I` and `1`, `O` and `0`, `vv` and `w`).
 */
export function labelLikeness(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/[i1|]/g, 'l')
    .replaceAll('0', 'o')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
}
