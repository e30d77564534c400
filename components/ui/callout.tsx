import type { ReactNode } from 'react'

export type CalloutTone = 'plain' | 'pass' | 'warn' | 'fail' | 'unknown'

const edges: Record<CalloutTone, string> = {
  plain: 'border-line border-l-edge border-l-[3px]',
  pass: 'border-line border-l-[3px] border-l-pass',
  warn: 'border-line border-l-[3px] border-l-warn',
  fail: 'border-line border-l-[3px] border-l-fail',
  // What could not be found out is dashed on all sides, here as everywhere.
  unknown: 'border-dashed border-edge',
}

export type CalloutProps = {
  tone?: CalloutTone | undefined
  title?: ReactNode
  /** Where and when it was found. */
  note?: ReactNode
  /** Set where it appears after the page has been read: then it is announced. */
  live?: 'status' | 'alert' | undefined
  children?: ReactNode
}

/** A fact, its consequence and its remedy, in that order. */
export function Callout({ tone = 'plain', title, note, live, children }: CalloutProps) {
  return (
    <div role={live} className={`rounded-panel border bg-surface px-4 py-3 text-sm ${edges[tone]}`}>
      {title !== undefined && (
        <div className="flex flex-wrap items-baseline justify-between gap-x-3 gap-y-1">
          <p className="font-semibold text-base">{title}</p>
          {note !== undefined && <p className="text-ink-3 text-xs">{note}</p>}
        </div>
      )}
      {children !== undefined && (
        <div className="mt-1 grid gap-2 text-ink-2 first:mt-0">{children}</div>
      )}
    </div>
  )
}
