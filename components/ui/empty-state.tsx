import type { ReactNode } from 'react'

/** Says what would be here and offers the one next step. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: ReactNode
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="grid justify-items-start gap-2 px-4 py-6">
      <p className="font-semibold">{title}</p>
      {children !== undefined && <div className="text-ink-2">{children}</div>}
      {action}
    </div>
  )
}
