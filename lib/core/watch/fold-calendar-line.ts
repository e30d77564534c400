/** Bytes of a line without its end, RFC 5545 3.1. */
const longestLine = 75

/** Folds a line at 75 bytes of UTF-8, never within a character: CRLF and a space go on with it. */
export function foldCalendarLine(line: string): string {
  const parts: string[] = []
  let part = ''
  let size = 0
  for (const character of line) {
    const bytes = byteLength(character)
    if (size + bytes > longestLine) {
      parts.push(part)
      part = ''
      // The space that the next line begins with counts.
      size = 1
    }
    part += character
    size += bytes
  }
  return [...parts, part].join('\r\n ')
}

function byteLength(character: string): number {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x80) return 1
  if (code < 0x8_00) return 2
  return code < 0x1_00_00 ? 3 : 4
}
