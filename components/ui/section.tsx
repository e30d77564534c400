import type { ReactNode } from 'react'

export type SectionProps = {
  title: ReactNode
  /** What kind of knowledge the section holds, or how to read it. */
  note?: ReactNode
  id?: string | undefined
  children: ReactNode
}

/** A heading above whatever it heads, mostly a panel. */
export function Section({ title, note, id, children }: SectionProps) {
  return (
    <section id={id} className="min-w-0">
      <h2 className="mb-2 flex flex-wrap items-baseline gap-x-2">
        {title}
        {note !== undefined && <span className="font-normal text-ink-3 text-xs">{note}</span>}
      </h2>
      {children}
    </section>
  )
}
