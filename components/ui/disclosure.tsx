import type { ReactNode } from 'react'

/** Folded in place; the browser's own, so that it works without script and opens when found by search. */
export function Disclosure({
  summary,
  open = false,
  children,
}: {
  summary: ReactNode
  open?: boolean | undefined
  children: ReactNode
}) {
  return (
    <details open={open}>
      <summary className="min-h-6 py-0.5 text-ink-2 text-sm hover:text-ink">{summary}</summary>
      <div className="mt-2">{children}</div>
    </details>
  )
}
