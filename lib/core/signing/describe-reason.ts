/** Fewer letters and digits give no reason. */
const fewestCharacters = 10

/** UTF-16 units. More belongs into a document that the reason names. */
export const longestReason = 1_000

/** What is wrong with a reason as it was typed, in a sentence; undefined where nothing is. */
export function describeReason(reason: string): string | undefined {
  if (reason.length > longestReason) {
    return `It is longer than ${longestReason} characters. Put the rest elsewhere and name the place.`
  }
  if (reason.includes('\0')) return 'It holds a character that no database keeps (U+0000).'
  // With the flag only lone surrogates match: they have no form in UTF-8.
  if (/\p{Surrogate}/u.test(reason)) return 'It holds half a character.'
  const { length } = reason.replaceAll(/[^\p{L}\p{N}]/gu, '')
  if (length >= fewestCharacters) return undefined
  return `Say why, in at least ${fewestCharacters} letters.`
}
