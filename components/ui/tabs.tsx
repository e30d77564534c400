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
          className="-mb-px inline-flex min-h-10 items-center gap-2 whitespace-nowrap border-transparent border-b-2 px-3 font-medium text-ink-2 text-sm -outline-offset-2 hover:text-ink aria-[current]:border-thread aria-[current]:text-ink"
        >
          {tab.label}
          {tab.badge}
        </Link>
      ))}
    </nav>
  )
}

/** Filters of one list, as links, so that a filtered list has an address. */
export function Segments({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav aria-label={label} className="max-w-full overflow-x-auto">
      <span className="inline-flex rounded-panel border border-edge">
        {tabs.map((tab) => (
          <Link
            key={tab.href}
            href={tab.href}
            aria-current={tab.current ? 'true' : undefined}
            className="inline-flex min-h-[30px] items-center gap-1.5 whitespace-nowrap border-line border-r px-2.5 font-medium text-ink-2 text-sm -outline-offset-2 first:rounded-l-[5px] last:rounded-r-[5px] last:border-r-0 hover:text-ink aria-[current]:bg-sunken aria-[current]:text-ink max-md:min-h-9"
          >
            {tab.label}
            {tab.badge}
          </Link>
        ))}
      </span>
    </nav>
  )
}
