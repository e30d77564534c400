import type { ReactNode } from 'react'

/** The page's grid: the story at the left, custody and signing in a rail at the right; one column below 1081 px. */
export function Columns({ children, rail }: { children: ReactNode; rail: ReactNode }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 lg:grid-cols-[minmax(0,1fr)_23.5rem]">
      <Stack>{children}</Stack>
      <Stack>{rail}</Stack>
    </div>
  )
}

/** Sections under each other, 24 px apart. */
export function Stack({ children }: { children: ReactNode }) {
  return <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-6">{children}</div>
}
