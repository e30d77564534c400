import Link from 'next/link'
import type { ReactNode } from 'react'

export type Tab = {
  href: string
  label: ReactNode
  /** A count or a verdict beside the label. */
  badge?: ReactNode
  current?: boolean | undefined
}

/** Views of one thing, each with an address of its own: links, not switches. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav aria-label={label} className="mb-5 flex gap-1 overflow-x-auto border-line border-b">
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          aria-current={tab.current ? 'page' : undefined}
          className="-mb-px inline-flex min-h-10 items-center gap-2 whitespace-nowrap border-transparent border-b-2 px-3 font-medium text-ink-2 text-sm -outline-offset-2 hover:text-ink aria-[current]:border-thread aria-[current]:text-ink aria-[current]:[scroll-initial-target:nearest]"
        >
          {tab.label}
          {tab.badge}
        </Link>
      ))}
    </nav>
  )
}
