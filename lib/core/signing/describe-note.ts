/** UTF-16 units. More belongs into a document that the note names. */
export const longestNote = 1_000

/** What is wrong with a reviewer's note as it was typed, in a sentence; undefined where nothing is. It may be empty. */
export function describeNote(note: string): string | undefined {
  if (note.length > longestNote) {
    return `It is longer than ${longestNote} characters. Put the rest elsewhere and name the place.`
  }
  if (note.includes('\0')) return 'It holds a character that no database keeps (U+0000).'
  // With the flag only lone surrogates match: they have no form in UTF-8.
  return /\p{Surrogate}/u.test(note) ? 'It holds half a character.' : undefined
}
