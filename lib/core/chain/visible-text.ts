export type VisibleTextOptions = {
  /** How many UTF-16 units of the text are shown. Default 500. */
  readonly maxLength?: number | undefined
  /** Whether line feeds stay as they are. Default false. */
  readonly multiline?: boolean | undefined
}

/**
 * Untrusted text made safe to read: what is invisible or reorders the line is written out, as in `⟨U+202E⟩`, and a
 * long text is cut with a mark that says how much is missing. It is still plain text: rendering must not make HTML of
 * it.
 *
 * Written out are controls, format and bidi characters, other default-ignorable ones (zero-width, fillers, tags), line
 * and paragraph separators, private use, lone surrogates, and combining marks beyond four in a row, which would paint
 * over the neighbouring lines. An emoji keeps its variation selector. Unassigned code points are left: which these are
 * depends on the engine, and server and browser have to agree.
 */
export function visibleText(text: string, options: VisibleTextOptions = {}): string {
  const { maxLength = 500, multiline = false } = options
  const shown = cut(text, maxLength)
  const visible = shown.replace(deceptive, (character) =>
    multiline && character === '\n' ? character : `⟨${codePoint(character)}⟩`,
  )
  const missing = text.length - shown.length
  return missing > 0 ? `${visible}… (${missing} more characters)` : visible
}

export const deceptive =
  /(?!(?<=\p{Extended_Pictographic})\uFE0F)[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?<=\p{M}{4})\p{M}/gu

function cut(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text
  const last = text.charCodeAt(maxLength - 1)
  const splitsPair = last >= 0xd800 && last <= 0xdbff
  return text.slice(0, splitsPair ? maxLength - 1 : maxLength)
}

function codePoint(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase()
  return `U+${hex.padStart(4, '0')}`
}
