import { visibleText } from '@/lib/core/chain/visible-text'

/** Longer stretches are cut, with a mark that says how much is missing. */
const maxLength = 4_000

/** Code as text and nothing but text. What would not be seen, or would turn other characters around, is written out. */
export function CodeText({ text }: { text: string }) {
  if (text.length <= maxLength && /^[\t -~]*$/.test(text)) return text
  // A tab is at home in code.
  const shown = text
    .slice(0, maxLength)
    .split('\t')
    .map((part) => visibleText(part, { maxLength }))
    .join('\t')
  const missing = text.length - maxLength
  return (
    <bdi>
      {shown.split(/(⟨U\+[0-9A-F]+⟩)/).map((part, index) =>
        part.startsWith('⟨') ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places
          <span key={index} className="hidden-character">
            {part}
          </span>
        ) : (
          part
        ),
      )}
      {missing > 0 && <i>… ({missing.toLocaleString('en-US')} more characters)</i>}
    </bdi>
  )
}
