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
    // By the width of the page in letters, not of the screen: where letters are twice as large, there is no room for a rail.
    <div className="@container">
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 @min-[63.5rem]:grid-cols-[minmax(0,1fr)_23.5rem] @min-[63.5rem]:grid-rows-[auto_1fr]">
        {first && (
          <div className="@min-[63.5rem]:col-start-2 @min-[63.5rem]:row-start-1">{first}</div>
        )}
        <div className="@min-[63.5rem]:col-start-1 @min-[63.5rem]:row-span-2 @min-[63.5rem]:row-start-1">
          <Stack>{children}</Stack>
        </div>
        <div
          className={
            first
              ? '@min-[63.5rem]:col-start-2 @min-[63.5rem]:row-start-2'
              : '@min-[63.5rem]:col-start-2 @min-[63.5rem]:row-span-2'
          }
        >
          <Stack>{rail}</Stack>
        </div>
      </div>
    </div>
  )
}

/** Sections under each other, 24 px apart. */
export function Stack({ children }: { children: ReactNode }) {
  return <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-6">{children}</div>
}
