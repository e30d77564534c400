'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { KeyboardEvent, ReactNode } from 'react'
import { Count } from '@/components/ui/tag'
import { destinations, isWithin } from './destinations'

/** How many things wait at a destination, by its address. */
export type NavCounts = Readonly<Partial<Record<string, number>>>

function NavLinks({ counts, className }: { counts: NavCounts; className: string }) {
  const pathname = usePathname() ?? ''
  return destinations.map(({ href, label, isDocument }) => {
    const link = {
      href,
      'aria-current': isWithin({ href, pathname }) ? ('page' as const) : undefined,
      className: `inline-flex items-center gap-1.5 rounded-panel px-2.5 font-medium text-ink-2 text-sm hover:bg-sunken hover:text-ink aria-[current]:text-ink ${className}`,
      children: (
        <>
          {label}
          {counts[href] !== undefined && <Count>{counts[href]}</Count>}
        </>
      ),
    }
    return isDocument ? <a key={href} {...link} /> : <Link key={href} prefetch={false} {...link} />
  })
}

export function MainNav({ counts = {} }: { counts?: NavCounts | undefined }) {
  return (
    <nav aria-label="Main" className="flex flex-auto flex-wrap gap-0.5 max-md:hidden">
      <NavLinks
        counts={counts}
        className="min-h-12 border-transparent border-y-2 aria-[current]:rounded-none aria-[current]:border-b-thread"
      />
    </nav>
  )
}

/** The focus goes back to what opened it, so that it is not lost in what is no longer there. */
function closeOnEscape({ key, currentTarget }: KeyboardEvent<HTMLDetailsElement>) {
  if (key !== 'Escape' || !currentTarget.open) return
  currentTarget.open = false
  currentTarget.querySelector('summary')?.focus()
}

/** The same links folded away on a phone, with whatever else the bar has no room for. */
export function MainMenu({
  counts = {},
  children,
}: {
  counts?: NavCounts | undefined
  children: ReactNode
}) {
  const pathname = usePathname()
  return (
    // A new path is a new menu, and a new menu is closed.
    <details key={pathname} className="md:hidden" onKeyDown={closeOnEscape}>
      <summary className="inline-flex min-h-9 cursor-pointer list-none items-center rounded-panel border border-edge px-3 font-medium text-sm [&::-webkit-details-marker]:hidden">
        Menu
      </summary>
      <div className="absolute inset-x-0 top-full grid gap-3 border-line border-b bg-surface px-4 pt-2 pb-4">
        <nav aria-label="Main, small screen" className="grid">
          <NavLinks counts={counts} className="min-h-11 px-2 aria-[current]:bg-sunken" />
        </nav>
        {children}
      </div>
    </details>
  )
}
