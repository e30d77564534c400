const widths = { short: 'w-1/4', half: 'w-1/2', long: 'w-4/5', full: 'w-full' } as const

/** A line that is not there yet, as wide as the one that will be. */
export function SkeletonLine({ width = 'half' }: { width?: keyof typeof widths | undefined }) {
  return <span aria-hidden="true" className={`block h-3 rounded-[3px] bg-line ${widths[width]}`} />
}

/** Rows that are not there yet, in the geometry of those that will be. Says in words what is awaited. */
export function SkeletonRows({ rows, waitingFor }: { rows: number; waitingFor: string }) {
  return (
    <div role="status">
      <span className="sr-only">Waiting for {waitingFor}</span>
      {Array.from({ length: rows }, (_, row) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: rows without content have no other name
          key={row}
          className="grid h-14 content-center gap-2 border-line border-b px-4 last:border-b-0"
        >
          <SkeletonLine width={row % 2 === 0 ? 'half' : 'long'} />
          <SkeletonLine width="short" />
        </div>
      ))}
    </div>
  )
}
