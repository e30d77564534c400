import { visibleText } from '@/lib/core/chain/visible-text'

export type UntrustedTextProps = {
  /** From the chain, a file or another person: may hold anything. */
  text: string
  maxLength?: number | undefined
}

/** Somebody else's words as text and nothing but text: what would not be seen, or would turn others around, is shown. */
export function UntrustedText({ text, maxLength }: UntrustedTextProps) {
  const parts = visibleText(text, { maxLength }).split(special)
  return (
    <bdi>
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places
        <Part key={index} text={part} />
      ))}
    </bdi>
  )
}

/** What is not just words: a character made visible, a whole address, an address cut short. */
const special = /(⟨[^⟩]*⟩|\b0x[0-9a-fA-F]{40}\b|\b0x[0-9a-fA-F]{4,8}…[0-9a-fA-F]{4,6}\b)/

function Part({ text }: { text: string }) {
  if (text.startsWith('⟨')) {
    return (
      <span className="rounded-[3px] border border-edge px-[3px] text-ink-2 text-xs">
        {text.slice(1, -1)}
      </span>
    )
  }
  if (!text.startsWith('0x')) return text
  if (text.includes('…')) return <span className="whitespace-nowrap">{text}</span>
  // As addresses are written everywhere: where a line is too short, it breaks in the middle.
  if (/^0x[0-9a-fA-F]{40}$/.test(text)) {
    return (
      <span className="font-mono">
        {text.slice(0, 22)}
        <wbr />
        {text.slice(22)}
      </span>
    )
  }
  return text
}
