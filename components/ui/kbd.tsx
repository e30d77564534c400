import type { ReactNode } from 'react'

/** The name of a key. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="whitespace-nowrap rounded-tag border border-line border-b-edge bg-sunken px-1 font-medium font-sans text-ink-2 text-xs">
      {children}
    </kbd>
  )
}
