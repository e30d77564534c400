import type { ReactNode } from 'react'

/** The page's grid: the story at the left, custody and signing in a rail at the right; one column below 1081 px. */
export function Columns({
  children,
  rail,
  first,
}: {
  children: ReactNode
  rail: ReactNode
  /** The head of the rail, which stands above the story where there is one column. */
  first?: ReactNode
}) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 lg:grid-cols-[minmax(0,1fr)_23.5rem] lg:grid-rows-[auto_1fr]">
      {first && <div className="lg:col-start-2 lg:row-start-1">{first}</div>}
      <div className="lg:col-start-1 lg:row-span-2 lg:row-start-1">
        <Stack>{children}</Stack>
      </div>
      <div className={first ? 'lg:col-start-2 lg:row-start-2' : 'lg:col-start-2 lg:row-span-2'}>
        <Stack>{rail}</Stack>
      </div>
    </div>
  )
}

/** Sections under each other, 24 px apart. */
export function Stack({ children }: { children: ReactNode }) {
  return <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-6">{children}</div>
}
