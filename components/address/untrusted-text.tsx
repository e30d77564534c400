import { visibleText } from '@/lib/core/chain/visible-text'

export type UntrustedTextProps = {
  /** From the chain, a file or another person: may hold anything. */
  text: string
  maxLength?: number | undefined
}

/** Somebody else's words as text and nothing but text: what would not be seen, or would turn others around, is shown. */
export function UntrustedText({ text, maxLength }: UntrustedTextProps) {
  const parts = visibleText(text, { maxLength }).split(/(⟨[^⟩]*⟩)/)
  return (
    <bdi>
      {parts.map((part, index) =>
        part.startsWith('⟨') ? (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places
            key={index}
            className="rounded-[3px] border border-edge px-[3px] text-ink-2 text-xs"
          >
            {part.slice(1, -1)}
          </span>
        ) : (
          part
        ),
      )}
    </bdi>
  )
}
