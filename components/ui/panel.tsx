import type { ReactNode } from 'react'

export type PanelProps = {
  title?: ReactNode
  /** A short fact at the right of the title. */
  note?: ReactNode
  /** Inner space; off for tables and lists that draw their own rows. */
  padded?: boolean | undefined
  id?: string | undefined
  className?: string | undefined
  children: ReactNode
}

/** A surface with a hairline. With a title it is a section with a heading of the second level. */
export function Panel({ title, note, padded = false, id, className = '', children }: PanelProps) {
  const classes = `min-w-0 rounded-panel border border-line bg-surface ${className}`
  const body = padded ? <div className="p-4 max-md:p-3">{children}</div> : children
  if (title === undefined)
    return (
      <div id={id} className={classes}>
        {body}
      </div>
    )
  return (
    <section id={id} className={classes}>
      <header className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 border-line border-b px-4 py-2.5 max-md:px-3">
        <h2>{title}</h2>
        {note !== undefined && <span className="text-ink-3 text-xs">{note}</span>}
      </header>
      {body}
    </section>
  )
}
