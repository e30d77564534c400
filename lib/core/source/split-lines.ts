/**
 * The lines of a text without their line feeds; `join('\n')` gives the text back but for the last line feed, which ends
 * a line and begins none. A carriage return stays in its line, since it is part of what is hashed.
 */
export function splitLines(text: string): string[] {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}
