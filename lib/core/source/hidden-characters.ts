/** A character that is not seen, with its line, from 1. */
export type HiddenCharacter = { readonly line: number; readonly codePoint: string }

/** More of them say nothing more. */
const maxHidden = 200

/**
 * Characters that make a source read otherwise than it compiles: bidi controls, zero-width and other invisible ones,
 * private use, lone surrogates, and control characters but for tabs and the ends of lines. The first two hundred.
 */
export function findHiddenCharacters(text: string): HiddenCharacter[] {
  const found: HiddenCharacter[] = []
  let [line, seen] = [1, 0]
  for (const match of text.matchAll(hidden)) {
    for (; seen < match.index; seen++) if (text[seen] === '\n') line++
    found.push({ line, codePoint: codePointOf(match[0]) })
    if (found.length === maxHidden) break
  }
  return found
}

/** A carriage return is the end of a line in front of a line feed, and a trick elsewhere. */
const hidden =
  /(?![\t\n]|\r\n|(?<=\p{Extended_Pictographic})\uFE0F)[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu

function codePointOf(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase()
  return `U+${hex.padStart(4, '0')}`
}
